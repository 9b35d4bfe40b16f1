"""CODIS CMF XML: specimens with loci and allele values. Only what kinship needs is read."""

from __future__ import annotations

from lxml import etree

from probanda.kinship.case import Labels, Sample
from probanda.kinship.formats.tables import allele
from probanda.kinship.problems import KinshipError, Problem


def read_cmf(data: bytes) -> tuple[dict[str, Sample], list[Problem]]:
    """Samples by specimen identifier.

    One allele value at a locus is a homozygous call, three or more are listed as a problem.
    Amelogenin gives the sex. Entities and network access are switched off.

    Raises:
        KinshipError: no XML.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as e:
        raise KinshipError(Problem("file-unreadable", f"not XML: {e}")) from None
    problems: list[Problem] = []
    samples: dict[str, Sample] = {}
    for specimen in _named(root, "SPECIMEN"):
        name = _text(specimen, "SPECIMENID")
        if not name:
            problems.append(Problem("format-row", "a specimen without SPECIMENID"))
            continue
        profile: dict[str, Labels] = {}
        sex = "unknown"
        for locus in _named(specimen, "LOCUS"):
            marker = _text(locus, "LOCUSNAME")
            values = [
                a for x in _named(locus, "ALLELEVALUE") if (a := allele(x.text or "")) is not None
            ]
            if marker.upper().startswith("AMEL"):
                sex = "male" if "Y" in values else "female" if "X" in values else sex
            elif len(values) > 2:
                message = f"{len(values)} alleles ({', '.join(values)})"
                problems.append(Problem("allele-syntax", message, name, marker))
            elif values:
                profile[marker] = (values[0], values[-1])
        if name in samples:
            problems.append(Problem("person-duplicate", "specimen listed twice", name))
            continue
        samples[name] = Sample(name, sex, profile)  # type: ignore[arg-type]
    return samples, problems


def _named(root: etree._Element, name: str) -> list[etree._Element]:
    """Descendants of that local name, whatever the namespace."""
    return [x for x in root.iter() if isinstance(x.tag, str) and etree.QName(x).localname == name]


def _text(root: etree._Element, name: str) -> str:
    found = _named(root, name)
    return (found[0].text or "").strip() if found else ""
