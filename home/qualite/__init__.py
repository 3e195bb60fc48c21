"""Quality of what is published: links that lead somewhere, and a report with one action a line.

`lecture` walks a content, `cibles` says what its links lead to, `publication` refuses what leads
nowhere; `releve` writes what is to be mended as rows (`Constat`), `rapport` shows them;
`verification` asks other sites, by a command only.
"""
