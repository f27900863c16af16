"""What a run of text looks like: its own properties, then those of its styles."""

from dataclasses import dataclass
from typing import NamedTuple
from xml.etree.ElementTree import Element

from doichieu.documents.containers.docx_xml import children, first, is_on, name_of, value

_MOST_BASED = 20


class Look(NamedTuple):
    """Properties of a run; None where they are left to a style."""

    font: str | None = None
    raised: bool | None = None
    hidden: bool | None = None
    bold: bool | None = None
    italic: bool | None = None

    @classmethod
    def of(cls, properties: Element | None) -> "Look":
        """Read the properties of a run (rPr)."""
        if properties is None:
            return cls()
        return cls(
            font=_font(first(properties, "rFonts")),
            raised=_raised(properties),
            hidden=is_on(properties, "vanish"),
            bold=is_on(properties, "b"),
            italic=is_on(properties, "i"),
        )

    def over(self, other: "Look") -> "Look":
        """This look, with the other's properties where it has none of its own."""
        if self == _PLAIN:
            return other
        pairs = zip(self, other, strict=True)
        return Look(*(theirs if mine is None else mine for mine, theirs in pairs))


_PLAIN = Look()


@dataclass(frozen=True)
class Styles:
    """The looks of the styles of a document by their id; `default` is that of all text."""

    looks: dict[str, Look]
    default: Look

    @classmethod
    def read(cls, part: Element | None) -> "Styles":
        """Read the part styles.xml; a document may have none."""
        if part is None:
            return cls({}, Look())
        own = {value(style, "styleId") or "": style for style in children(part, "style")}
        defaults = first(first(part, "docDefaults"), "rPrDefault")
        default = Look.of(first(defaults, "rPr"))
        for style in own.values():
            if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true"):
                default = _resolved(style, own).over(default)
        return cls({name: _resolved(style, own) for name, style in own.items()}, default)

    def look(self, properties: Element | None, paragraph: Element | None) -> Look:
        """The look of a run by its properties and those of its paragraph."""
        look = Look.of(properties)
        for parent, kind in ((properties, "rStyle"), (paragraph, "pStyle")):
            named = first(parent, kind)
            if named is not None:
                look = look.over(self.looks.get(value(named, "val") or "", Look()))
        return look.over(self.default)


def _resolved(style: Element, own: dict[str, Element]) -> Look:
    look = Look()
    for _ in range(_MOST_BASED):
        look = look.over(Look.of(first(style, "rPr")))
        based = first(style, "basedOn")
        if based is None or (value(based, "val") or "") not in own:
            break
        style = own[value(based, "val") or ""]
    return look


def _font(fonts: Element | None) -> str | None:
    if fonts is None:
        return None
    return value(fonts, "hAnsi") or value(fonts, "ascii")


def _raised(properties: Element) -> bool | None:
    for child in properties:
        name, text = name_of(child), value(child, "val") or ""
        if name == "vertAlign":
            return text == "superscript"
        if name == "position" and text.lstrip("-").isdecimal() and int(text) > 0:
            return True
    return None
