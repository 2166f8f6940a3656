"""Markdown with `$maths$` for people: terminal text now, other targets from the same trees.

`text` prints Markdown for a terminal and `maths` prints one formula on one line. `markdown` and
`spans` read Markdown, `latex` reads LaTeX into the boxes of `boxes`; they know no target.
"""
