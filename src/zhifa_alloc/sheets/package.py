"""A workbook whose parts are packed quicker than XlsxWriter does it.

XlsxWriter deflates at zlib's level 6, which takes four times the time of level 2 for files 17 % smaller, and
writes shared texts one at a time. Its packager is meant to be replaced (``_get_packager``); of it and of the
writer of shared texts four private names more are used (``_create_package``, ``_filename``,
``_write_shared_strings_file``, ``_write_sst_strings``). The tests read what was written with other programs.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import IO, Any, Final, TypeAlias
from xml.sax.saxutils import escape

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings

_LEVEL: Final = 2
_FIRST_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""What Excel itself writes as the time of a part."""
_LOOKS_ESCAPED: Final = re.compile("(_x[0-9a-fA-F]{4}_)")
"""Excel would take this for an escaped character, unless its underline is escaped."""
_Part: TypeAlias = tuple[io.StringIO | io.BytesIO, str, bool]


class PackedWorkbook(Workbook):  # type: ignore[misc]  # XlsxWriter is untyped
    """A workbook in memory that packs itself when it is closed.

    All its texts must be clean (``names.clean_text``); none is ever taken for rich text.
    """

    def __init__(self, stream: IO[bytes], options: dict[str, Any]) -> None:
        super().__init__(io.BytesIO(), {**options, "in_memory": True})
        self._stream = stream
        self._parts: list[_Part] = []

    def close(self) -> None:
        """Finish the parts and write them to the stream, the same bytes for the same parts."""
        super().close()
        with zipfile.ZipFile(self._stream, "w") as archive:
            for part, name, _ in self._parts:
                content = part.getvalue()
                data = content.encode() if isinstance(content, str) else content
                archive.writestr(zipfile.ZipInfo(name, _FIRST_TIME), data, zipfile.ZIP_DEFLATED, _LEVEL)

    def _get_packager(self) -> Packager:
        return _Packager(self._parts)


class _Packager(Packager):  # type: ignore[misc]
    """Keeps the parts, so that XlsxWriter finds nothing left to pack."""

    def __init__(self, parts: list[_Part]) -> None:
        super().__init__()
        self._parts = parts

    def _create_package(self) -> list[_Part]:
        self._parts.extend(super()._create_package())
        return []

    def _write_shared_strings_file(self) -> None:
        if self.workbook.str_table.count:
            strings = _Strings()
            strings.string_table = self.workbook.str_table
            strings._set_xml_writer(self._filename("xl/sharedStrings.xml"))  # noqa: SLF001
            strings._assemble_xml_file()  # noqa: SLF001


class _Strings(SharedStrings):  # type: ignore[misc]
    """Shared texts, written at one go."""

    def _write_sst_strings(self) -> None:
        # No clean text holds this control character, so it can keep the texts apart while all are escaped.
        joined = "\x1f".join(self.string_table.string_array)
        texts = _LOOKS_ESCAPED.sub(r"_x005F\1", escape(joined)).split("\x1f")
        self.fh.write("".join([f"<si><t{_space(text)}>{text}</t></si>" for text in texts]))


def _space(text: str) -> str:
    return "" if text.strip() == text else ' xml:space="preserve"'
