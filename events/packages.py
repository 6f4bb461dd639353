"""Zipped packages (docx, xlsx, hwpx) from strangers: counted before they are unpacked, their XML without DTDs."""

import io
import zipfile
import zlib

from django.utils.translation import gettext as _
from lxml import etree

MOST_ENTRIES = 500
MOST_BYTES = 40_000_000  # unpacked, pictures and all
MOST_XML_BYTES = 15_000_000  # unpacked, one part
MOST_TIMES_SMALLER = 200  # Word's and Excel's XML shrinks 10 to 40 times, a bomb 1,000 times
SMALL = 1_000_000  # bytes; an empty sheet may shrink very well
MOST_DEPTH = 200


class FileRefused(Exception):
    """The file cannot be taken; the text tells the person why and what to do."""


class Package:
    """A zip archive that is small enough to be read.

    :raises FileRefused: it is damaged, encrypted, or unpacks to more than any paper needs
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise damaged() from error
        total = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        if (
            len(entries) > MOST_ENTRIES
            or total > MOST_BYTES
            or (total > SMALL and total > packed * MOST_TIMES_SMALLER)
        ):
            raise too_large()
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise locked()
        if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
            raise damaged()
        self.names = [entry.filename for entry in entries]
        self._unpacked = 0

    def read(self, name: str, *, most: int = MOST_XML_BYTES) -> bytes:
        """One part, however large it claims to be.

        :raises FileRefused: it is missing, damaged or too large
        """
        try:
            with self._zip.open(name) as part:
                content = part.read(most + 1)
        except (
            KeyError,
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            RuntimeError,
            OSError,
            ValueError,
        ) as error:
            raise damaged() from error
        self._unpacked += len(content)
        if len(content) > most or self._unpacked > MOST_BYTES:
            raise too_large()
        return content

    def xml(self, name: str) -> etree._Element:
        """One part as XML.

        :raises FileRefused: it is missing, damaged, too large, or declares a document type
        """
        return parse(self.read(name))


def parse(content: bytes) -> etree._Element:
    """XML without a document type: no entities, nothing from outside, no depth that breaks a reader.

    :raises FileRefused: it is damaged, too deep, or declares a document type
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise damaged() from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise FileRefused(_("문서 형식 선언(DTD)이 들어 있는 파일은 안전하지 않아 읽지 않습니다."))
    depth, level = 0, [root]
    while level:
        depth += 1
        if depth > MOST_DEPTH:
            raise damaged()
        level = [child for element in level for child in element]
    return root


def local(element: etree._Element) -> str:
    """The element's name without its namespace; packages differ in those by their year. "" for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """The attribute of that local name, or ""."""
    return next(
        (str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), ""
    )


def damaged() -> FileRefused:
    return FileRefused(
        _("파일이 손상되었거나 형식이 맞지 않아 읽을 수 없습니다. 다시 저장한 뒤 올려 주세요.")
    )


def locked() -> FileRefused:
    return FileRefused(_("암호가 걸린 파일은 읽을 수 없습니다. 암호를 풀고 저장한 뒤 올려 주세요."))


def too_large() -> FileRefused:
    return FileRefused(
        _("압축을 풀면 너무 커지는 파일입니다. 그림을 빼거나 본문만 텍스트로 저장해 올려 주세요.")
    )
