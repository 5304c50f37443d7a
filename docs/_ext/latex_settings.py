"""What the volumes for print have in common."""

latex_engine = 'xelatex'
# The indexes need no more than makeindex does, which is there wherever LaTeX is.
latex_use_xindy = False
latex_show_urls = 'no'
#: Code that is easily read; and what other fonts do not have, Chinese and Japanese letters.
_LETTERS = r"""
\setmonofont{DejaVu Sans Mono}[Scale=0.8]
\newfontfamily\ideographs{IPAGothic}
\XeTeXinterchartokenstate=1
\newXeTeXintercharclass\Ideographs
\newcount\letter
\letter="3040
\loop\XeTeXcharclass\letter=\Ideographs\advance\letter by 1\ifnum\letter<"A000\repeat
\XeTeXinterchartoks 0 \Ideographs={\begingroup\ideographs}
\XeTeXinterchartoks 4095 \Ideographs={\begingroup\ideographs}
\XeTeXinterchartoks \Ideographs 0={\endgroup}
\XeTeXinterchartoks \Ideographs 4095={\endgroup}
"""
latex_elements = {
    'papersize': 'a4paper',
    # Pictures stay where the text speaks of them.
    'figure_align': 'H',
    'extraclassoptions': 'openany,oneside',
    'fncychap': '',
    'fvset': r'\fvset{fontsize=\footnotesize}',
    'preamble': _LETTERS,
    'sphinxsetup': 'hmargin={20mm,20mm}, vmargin={20mm,20mm}, verbatimforcewraps=true',
}
