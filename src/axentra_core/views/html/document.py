"""An issued document as a page: to be read on a telephone, mailed, or printed on A4."""

from axentra_core.documents import Content, Document
from axentra_core.views.html.environment import css_text, page
from axentra_core.views.printed import printed


def document_page(
    document: Document | Content,
    locale: str,
    *,
    buyer_name: str | None = None,
    buyer_address: str | None = None,
    property_name: str = "",
) -> str:
    """Return an issued document as one page of HTML with everything in it.

    On paper its number stands on every sheet, the headings of a table are repeated, and neither a
    row nor the sums are torn.

    Args:
        document: as it was issued; a content alone is a draft, and says so.
        locale: one of `LOCALES`.
        buyer_name: what the buyer is called, opened by the caller; left out when it is forgotten.
        buyer_address: where the buyer lives, opened by the caller.
        property_name: what the hotel is called where the document names no seller.

    Raises:
        InvalidInput: ``value.unknown`` for the locale.
    """
    paper = printed(
        document,
        locale,
        buyer_name=buyer_name,
        buyer_address=buyer_address,
        property_name=property_name,
    )
    running = " · ".join(filter(None, (paper.name, f"{paper.title} {paper.number}".strip())))
    return page(
        "document",
        paper.own,
        property_name=paper.name,
        paper=paper,
        running=css_text(running),
        css=css_text,
    )
