"""Workbooks as bytes that never touched a disk: the library's own way writes each sheet into a temporary file first."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter


class InMemory(ExcelWriter):  # type: ignore[misc]  # a library without types
    """The library's writer but for where a sheet waits for its place in the archive; it has no setting for that."""

    def write_worksheet(self, sheet: Worksheet) -> None:
        sheet._drawing = SpreadsheetDrawing()
        sheet._drawing.charts = sheet._charts
        sheet._drawing.images = sheet._images
        file = BytesIO()
        writer = WorksheetWriter(sheet, out=file)
        writer.write()
        sheet._rels = writer._rels
        self._archive.writestr(sheet.path[1:], file.getvalue())
        self.manifest.append(sheet)


def bytes_of(workbook: Workbook) -> bytes:
    """XLSX. `workbook`: not write-only."""
    file = BytesIO()
    InMemory(workbook, ZipFile(file, "w", ZIP_DEFLATED)).save()
    return file.getvalue()
