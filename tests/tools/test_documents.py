"""The generated documents are as fresh as the tables they are written from."""

from tools.documents import PERMISSIONS, permissions_page


def test_the_page_about_permissions_is_fresh() -> None:
    assert PERMISSIONS.read_text(encoding="utf-8") == permissions_page(), "write it again: make docs"
