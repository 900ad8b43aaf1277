"""Mailing a form to the customer, and its PDF."""

from __future__ import annotations

from typing import Any

from syncapp.sandbox.call import Answer
from syncapp.sandbox.quickbooks import writes
from syncapp.sandbox.quickbooks.books import USER, Doc
from syncapp.sandbox.quickbooks.company import Company
from syncapp.sandbox.quickbooks.context import Context
from syncapp.sandbox.quickbooks.errors import Fault
from syncapp.sandbox.quickbooks.fields import email
from syncapp.sandbox.quickbooks.models import FORMS, Entity

PRINTED = (*FORMS, "Payment")  # have a PDF [D]
ADDRESS = email(100)


def send(company: Company, ctx: Context, spec: Entity, id_: str, to: str) -> Doc:
    """Mails the form: the address is taken over, EmailStatus and DeliveryInfo say so [D].

    Without `to` it goes to BillEmail; 6420 where there is neither, 2210 where it is no address.
    """
    doc = writes.stored(ctx, spec, id_)
    address = to or (doc.get("BillEmail") or {}).get("Address")
    if not address:
        raise Fault("6420", "Email address is required : BillEmail or sendTo is needed", "BillEmail")
    checked: dict[str, Any] = ADDRESS.check("BillEmail", {"Address": address})
    delivery = {"DeliveryType": "Email", "DeliveryTime": company.stamp()}
    changes = {"BillEmail": checked, "EmailStatus": "EmailSent", "DeliveryInfo": delivery}
    done = company.touch(spec.name, doc, company.stamp(), by=USER, **changes)
    if company.recorder:
        company.recorder.saved(spec.name, id_, "Emailed")
    company.audit.renamed("Mailed", spec.name, id_)
    return done


def pdf(ctx: Context, spec: Entity, id_: str) -> Answer:
    """One page with number, date, customer and total: a valid file, not the vendor's layout."""
    doc = writes.stored(ctx, spec, id_)
    rows = [f"{spec.name} {doc.get('DocNumber', doc['Id'])}", doc["TxnDate"]]
    rows += [str(doc.get("CustomerRef", {}).get("name", "")), f"Total {doc['TotalAmt']:.2f}"]
    return Answer(200, text=_page(rows), headers={"content-type": "application/pdf"})


def _page(rows: list[str]) -> str:
    shown = [row.encode("ascii", "replace").decode() for row in rows]
    escaped = [row.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for row in shown]
    stream = "BT /F1 12 Tf 72 720 Td 16 TL " + " ".join(f"({row}) Tj T*" for row in escaped) + " ET"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]
    out, offsets = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    head = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer\n<< /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + head + tail
