"""Small pages in the format of the council sites, made to be wrong in one place."""

HEADING = "Referat 4. marts 2026 kl. 17.00"


def page(rows: str = "", *, heading: str = HEADING, table_date: str = "", body: str = "Ærholm Byråd") -> str:
    date_row = f"<tr><td>Mødedato:</td><td>{table_date}</td></tr>" if table_date else ""
    return (
        '<html><head><meta charset="utf-8"><link rel="stylesheet" href="/dist/css/aerholm.css"></head><body>'
        f'<h1 class="dato">{heading}</h1><table class="dagsordeninfo">'
        f"<tr><td>Udvalg:</td><td>{body}</td></tr>{date_row}</table><table><tbody>{rows}</tbody></table></body></html>"
    )


def row(
    *sections: tuple[str, str], number: str = "1", title: str = "En sag", row_id: str = "a1", more: str = ""
) -> str:
    """`sections` are headings with the HTML below them; `more` is put beside the details."""
    below = "".join(f'<h3>{heading}</h3><span class="resume">{html}</span>' for heading, html in sections)
    return (
        f'<tr class="punktrow" id="punktrow_{row_id}"><td><span class="label">{number}</span></td>'
        f'<td><h2 class="overskrift">{title}</h2><div class="details"><div class="punkt">{below}</div></div>'
        f"{more}</td></tr>"
    )


def lines(*texts: str) -> str:
    return "".join(f"<div>{text}</div>" for text in texts)
