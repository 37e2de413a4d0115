"""Print: a button that puts a paper into a PDF or on a printer, drawn on a worker's thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QMenu, QPushButton

from ippay_desktop.services.auditing import Deed
from ippay_desktop.ui.papers.drawing import draw, page_layout, pdf
from ippay_desktop.ui.text import button_text, tr, trouble_text
from ippay_desktop.ui.widgets.parts import put_icon
from ippay_desktop.ui.widgets.save_dialog import SaveDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from ippay_desktop.ui.papers.paper import Draft
    from ippay_desktop.ui.presenters.session import Session


class PaperButton(QPushButton):
    """Print, with a menu: into a PDF or on paper; the bottom line says what became of it."""

    def __init__(self, session: Session, name: str, draft: Callable[[], Draft | None]) -> None:
        """Print what `draft` gives at the press; None prints nothing."""
        super().__init__(button_text(tr("Print")))
        self.setObjectName(name)
        self.setAutoDefault(False)
        put_icon(self, "printer")
        self._draft = draft
        self._session = session
        self.dialog: SaveDialog | QPrintDialog | None = None
        menu = QMenu(self)
        menu.setObjectName(f"{name}.menu")
        self.save_pdf = menu.addAction(button_text(tr("Save as PDF…")))
        self.on_paper = menu.addAction(button_text(tr("On paper…")))
        self.save_pdf.triggered.connect(self._on_pdf_asked)
        self.on_paper.triggered.connect(self._on_paper_asked)
        self.setMenu(menu)

    def _on_pdf_asked(self) -> None:
        draft = self._draft()
        if draft is None:
            return
        dialog = SaveDialog(
            self.window(),
            tr("Save as PDF"),
            f"{self.objectName()}.pdf_dialog",
            kinds=[tr("Documents (*.pdf)")],
            file_name=f"{draft.stem}.pdf",
        )
        dialog.path_chosen.connect(lambda path: self._write(draft, path))
        self._keep(dialog)

    def _write(self, draft: Draft, path: Path) -> None:
        def write() -> None:
            self._note(path.name)
            self._session.files.write_private(path, pdf(draft.make()))

        self._begin(f"pdf {path}", write, tr("Saved {name}.", name=path.name), path.name)

    def _on_paper_asked(self) -> None:
        # Loaded at the first print: it takes longer than the window's first paint may.
        from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415

        from ippay_desktop.ui.papers.print_dialog import PrintDialog  # noqa: PLC0415

        draft = self._draft()
        if draft is None:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setCreator("IPpay Desktop")
        dialog = PrintDialog(printer, self.window())
        dialog.setObjectName(f"{self.objectName()}.print_dialog")
        dialog.accepted.connect(lambda: self._print(draft, printer))
        self._keep(dialog)
        # By its base: the print dialog's own `open` wants a slot by name.
        QDialog.open(dialog)

    def _print(self, draft: Draft, printer: QPrinter) -> None:
        name = printer.printerName() or printer.outputFileName()

        def hand_over() -> None:
            self._note(name)
            paper = draft.make()
            printer.setDocName(draft.stem)
            printer.setPageOrientation(page_layout(paper).orientation())
            draw(paper, printer, printer.resolution())

        self._begin(f"print {id(printer)}", hand_over, tr("Handed to {name}.", name=name), name)

    def _note(self, target: str) -> None:
        """Who took customers' data along is noted first."""
        self._session.workspace.audit.note(Deed.EXPORTED, "paper", file=target)

    def _begin(self, task: str, work: Callable[[], None], done: str, target: str) -> None:
        # The session's own: a dialog may be closed before its paper is written.
        session = self._session
        session.scope.read(
            task,
            work,
            lambda _: session.notice.emit(done),
            lambda error: session.trouble.emit(
                tr("{name} could not be written: {why}", name=target, why=_why(error))
            ),
        )

    def _keep(self, dialog: SaveDialog | QPrintDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._on_dialog_finished)

    def _on_dialog_finished(self) -> None:
        self.dialog = None


def _why(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else trouble_text(error)
