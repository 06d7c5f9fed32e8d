# SPDX-License-Identifier: GPL-2.0-or-later
"""What a report's cells are called, by its JSON: the kernel, its timing where the run has both, its
boot where there are several.  A run of one cell has no need of names."""


def group_of(cell):
    return cell["target"], cell.get("kernel"), cell["timing"]


def name_of(report, number):
    """"" for the only cell of a run."""
    cells = report["cells"]
    if len(cells) < 2:
        return ""
    cell = next(c for c in cells if c["id"] == number)
    name = cell["kernel"]
    if len({c["timing"] for c in cells}) > 1:
        name += " " + cell["timing"]
    if sum(group_of(c) == group_of(cell) for c in cells) > 1:
        name += f" boot {cell['boot']}"
    return name


def prefix_of(report, result, after):
    name = name_of(report, result["cell"])
    return name + after if name else ""


def failed_of(report):
    return [cell for cell in report["cells"] if cell.get("state") == "failed"]
