"""The generated documents are as fresh as the tables they are written from."""

import pytest

from tools.documents import DOCUMENTS


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_generated_document_is_fresh(path):
    assert path.read_text(encoding="utf-8") == DOCUMENTS[path](), "write it again: make docs"
