"""Other programs' files."""

import json

import numpy as np
import pytest

from probanda.kinship.assembly import assembled
from probanda.kinship.formats import (
    read_cmf,
    read_familias,
    read_families,
    read_frequencies,
    read_genotypes,
    read_ped,
)
from probanda.kinship.formats.ped import write_ped
from probanda.kinship.problems import KinshipError
from probanda.kinship.reference import case_from
from probanda.kinship.solve import solve

FAMILIAS = "\n".join(
    ['"Output from Familias, version 3.3.1"', '"DO NOT EDIT!"', "3.3.1", '""', "2",
     '"AF"', "#FALSE#", "-1", "#FALSE#", "#TRUE#", "1", "0", "1", "0",
     '"CH"', "#FALSE#", "-1", "#FALSE#", "#FALSE#", "1", "1", "1", "0",
     '"Known relations"', "0", "0", "0", "2",
     "0", '"H1"', "1", "0", "2", "0", "1", "2", "1",
     "1", '"H2"', "0", "0", "0",
     "#FALSE# (#Databases: 1 ;Theta/Kinship/Fst: 0 )", "1", "#TRUE#", '"made up"',
     '"L1"', "0.001", "0.002", "0", "0", "3", "0.1", "0.1", "1e-006", "1e-006", "#TRUE#", "0.05",
     "3\t(DatabaseSize = 1000 )", '"8"', "0.25", '"9"', "0.3", '"10"', "0.4", "[Advanced]"]
)  # fmt: skip


def test_genemapper_exports_give_sex_and_homozygotes():
    text = (
        "Sample Name\tMarker\tAllele 1\tAllele 2\nV1\tAMEL\tX\tY\nV1\tTH01\t6\t9.3\nV1\tFGA\t22\t\n"
    )
    samples, problems = read_genotypes(text)
    assert not problems
    assert samples["V1"].sex == "male"
    assert samples["V1"].profile == {"TH01": ("6", "9.3"), "FGA": ("22", "22")}


def test_plain_tables_keep_partial_genotypes_and_name_what_is_wrong():
    text = "sample;sex;TH01_1;TH01_2;FGA\nV1;M;6;9,3;20/21/22\nV2;F;6;;24/24\nV2;F;6;6;\n"
    samples, problems = read_genotypes(text)
    assert samples["V1"].profile == {"TH01": ("6", "9.3")}
    assert samples["V2"].profile == {"TH01": ("6", None), "FGA": ("24", "24")}
    assert [(p.code, p.person) for p in problems] == [
        ("allele-syntax", "V1"),
        ("format-row", "V2"),
    ]


def test_frequency_tables_wide_and_long_are_the_same():
    wide, a = read_frequencies("Allele,TH01,FGA\n6,0.4,\n9.3,0.6,\n22,,1\nN,200,200\n")
    long, b = read_frequencies("marker,allele,frequency\nTH01,6,0.4\nTH01,9.3,0.6\nFGA,22,1.0\n")
    assert not a + b
    assert {n: dict(zip(m.alleles, m.freqs, strict=True)) for n, m in wide.items()} == {
        n: dict(zip(m.alleles, m.freqs, strict=True)) for n, m in long.items()
    }


def test_frequencies_that_do_not_sum_to_one_are_said():
    markers, problems = read_frequencies("Allele,TH01\n6,0.4\n9.3,0.4\n")
    assert [(p.code, p.marker) for p in problems] == [("frequencies-sum", "TH01")]
    assert markers["TH01"].freqs.sum() == pytest.approx(1)


def test_ped_round_trip():
    families, problems = read_ped("# comment\nF1 R1 0 0 1\nF1 W 0 0 2\nF1 M1 R1 W 2\n")
    assert not problems
    assert read_ped(write_ped(families))[0]["F1"].persons == families["F1"].persons


def test_yaml_families_name_a_missing_person_who_is_no_member():
    families, problems = read_families(
        "families:\n  A: {missing: [X], members: {R: {sex: male}}}\n"
        "  B: {missing: [M], members: {M: {sex: male, father: R}, R: {sex: male}}}\n"
    )
    assert list(families) == ["B"]
    assert [(p.code, p.person) for p in problems] == [("person-unknown", "X")]


def test_cmf_reads_any_namespace_and_refuses_what_is_not_xml():
    data = (
        b'<CODISImportFile xmlns="urn:CODISImportFile-schema"><SPECIMEN><SPECIMENID>V1</SPECIMENID>'
        b"<LOCUS><LOCUSNAME>TH01</LOCUSNAME><ALLELE><ALLELEVALUE>6</ALLELEVALUE></ALLELE>"
        b"</LOCUS></SPECIMEN></CODISImportFile>"
    )
    samples, problems = read_cmf(data)
    assert not problems
    assert samples["V1"].profile == {"TH01": ("6", "6")}
    with pytest.raises(KinshipError, match="not XML"):
        read_cmf(b"V1,6,6")


def test_familias_project_gives_persons_pedigrees_and_silent_alleles():
    project = read_familias(FAMILIAS)
    assert not project.problems
    assert project.samples["AF"].profile == {"L1": ("8", "9")}
    assert project.pedigrees["H1"].by_id["CH"].father == "AF"
    assert project.pedigrees["H1"].by_id["CH"].mother == "extra female 1"
    marker = project.markers["L1"]
    assert marker.silent == "silent"
    np.testing.assert_allclose(marker.mutation.male[0, :3], [0.998, 0.001, 0.001])
    np.testing.assert_allclose(marker.mutation.female[0, :3], [0.999, 0.0005, 0.0005])


def test_a_damaged_familias_file_names_the_line():
    with pytest.raises(KinshipError, match="line "):
        read_familias("\n".join(FAMILIAS.splitlines()[:30]))


def test_tables_become_a_case_that_can_be_solved():
    case, problems = assembled(
        b"sample,sex,TH01\nV1,M,6/9.3\nR1,F,6/6\n",
        "families:\n  F1: {missing: [M1], members: {M1: {sex: male, mother: R1}, "
        "R1: {sex: female}}}\n",
        "Allele,TH01\n6,0.4\n9.3,0.6\n",
    )
    assert not problems
    solution = solve(case_from(json.loads(json.dumps(case))))
    # mother 6/6, child 6/9.3: 1 * 0.6 against 2 * 0.4 * 0.6
    assert solution.ratios.lr[0, 0] == pytest.approx(1 / 0.8)
