"""Lexers of Pygments for what prints data sets: pydicom, and ``dcmdump`` of DCMTK.

A tag is a ``Name.Tag`` in both, and nothing else is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pygments.lexer import RegexLexer, bygroups, default, using
from pygments.lexers.python import PythonLexer
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Text,
    Whitespace,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pygments.lexer import Lexer

_TAG = r'\([0-9A-Fa-f]{4}, ?[0-9A-Fa-f]{4}\)'
_NUMBER = r'[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])'
#: What stands behind each value of dcmdump: its length, multiplicity and keyword.
_REMARK = r'#[ ]*(?:\d+|u/l),[ ]*\d+'


class PydicomLexer(RegexLexer):
    """What ``print(ds)`` of pydicom prints, among lines of a Python session."""

    name = 'pydicom data set'
    aliases: ClassVar = ['dicom-pydicom']
    url = 'https://pydicom.github.io/'

    tokens: ClassVar = {
        'root': [
            (r'(>>>|\.\.\.)([ ].*\n?)', bygroups(Generic.Prompt, using(PythonLexer))),
            (r'(?:Dataset\.file_meta )?-{9,}$', Generic.Heading),
            (r'[ ]*-{9}$', Comment),
            (rf'([ ]*)({_TAG})', bygroups(Whitespace, Name.Tag), 'element'),
            (r'\s*\n', Whitespace),
            (r'.+', Text),
        ],
        'element': [
            (
                r'([ ]{1,40})(\S.*?|)([ ]{1,40})(\d+)([ ]+item\(s\)[ ]*-*[ ]*)$',
                bygroups(Whitespace, Name.Attribute, Whitespace, Number, Comment),
                '#pop',
            ),
            (
                r'([ ]{1,40})(\S.*?|)([ ]{0,40})(\b[A-Z]{2}(?: or [A-Z]{2}){0,2}|\?\?)(:)',
                bygroups(Whitespace, Name.Attribute, Whitespace, Keyword.Type, Punctuation),
                ('#pop', 'value'),
            ),
            (r'.+', Text, '#pop'),
            default('#pop'),
        ],
        'value': [
            (r'[ ]+', Whitespace),
            (r'\n', Whitespace, '#pop'),
            (r'\([a-z]+\)|\([\d,]+ bytes\)|Array of \d+ (?:elements|bytes)|None\b', Comment),
            (r"b?'(?:\\.|[^'\\\n])*'?", String),
            (r'b?"(?:\\.|[^"\\\n])*"?', String),
            (_TAG, Name.Tag),
            (_NUMBER, Number),
            (r'[\[\](),]', Punctuation),
            (r'[^\s\[\](),]+', Name.Constant),
        ],
    }


class DcmdumpLexer(RegexLexer):
    """What ``dcmdump`` of DCMTK prints."""

    name = 'dcmdump'
    aliases: ClassVar = ['dcmdump', 'dicom-dcmdump']
    url = 'https://dcmtk.org/'

    tokens: ClassVar = {
        'root': [
            (r'([$>][ ])(.*)', bygroups(Generic.Prompt, Text)),
            (r'[ ]*#.*', Comment),
            (r'(?:[WEF]: |(?:dcmdump: )?error: ).*', Generic.Error),
            (r'[ ]+(?=\()', Whitespace),
            (
                rf'({_TAG})((?:\[\d+\])?\.)',
                bygroups(Name.Tag, Punctuation),
            ),
            (
                rf'({_TAG})([ ]+)([A-Za-z?]{{2}})(?=\s)',
                bygroups(Name.Tag, Whitespace, Keyword.Type),
                'value',
            ),
            (r'\s*\n', Whitespace),
            (r'.+', Text),
        ],
        'value': [
            (
                rf'({_REMARK})([ ]+)(.*)',
                bygroups(Comment, Whitespace, Name.Attribute),
                '#pop',
            ),
            (r'[ ]+', Whitespace),
            (r'\n', Whitespace, '#pop'),
            (rf'\[[^\n]*?\](?=[ ]*(?:{_REMARK}|$))', String),
            # A text may go over several lines, and ends without a bracket where it is shortened.
            (
                rf'\[(?:(?!\n[ ]*{_TAG})[^\n]|\n(?![ ]*{_TAG}))*?(?=[ ]*{_REMARK}|\n[ ]*{_TAG}|\Z)',
                String,
            ),
            (r'(=)(\S+)', bygroups(Operator, Name.Constant)),
            (r'\((?=.*[a-z])[^(),\n]*\)|"[^"\n]*"|#=\d+', Comment),
            (_TAG, Name.Tag),
            (rf'{_NUMBER}(?=[\s\\]|$)', Number),
            (r'(?:[0-9a-f]{2}){1,2}(?:\\(?:[0-9a-f]{2}){1,2})*(?:\.\.\.)?(?=\s)', Number.Hex),
            (r'\\', Punctuation),
            (r'[^\s\\]+', Name.Constant),
        ],
    }


#: The lexers by each of their names.
LEXERS: Mapping[str, type[Lexer]] = {
    alias: lexer for lexer in (PydicomLexer, DcmdumpLexer) for alias in lexer.aliases
}
