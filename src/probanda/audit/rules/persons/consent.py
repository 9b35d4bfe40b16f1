"""Whether consent, or a changed name, is recorded beside a name."""

from __future__ import annotations

import re

from probanda.audit.facts import Facts

_CONSENT = re.compile(
    r"(?<!\w)(?:consent(?:ed|s)? to (?:the |being |having )?(?:publication|publish\w*"
    r"|named|naming|use|his|her|their)|(?:published|named|used|identified|printed"
    r"|disclosed|given|quoted"
    r"|cited)?\s*with (?:his|her|their|the|written|informed|full|express|explicit)[\w\s’']{0,40}?consent"
    r"|consent(?:ed|s)? (?:was |has been )?(?:recorded|given|obtained|to (?:be(?:ing)? "
    r"named|publication|the use|having|publish))|has agreed to (?:be named|the publication)"
    r"|agreed (?:\w+ ){0,2}to (?:be (?:named|identified|quoted)|the use of (?:his|her|their) name)"
    r"|(?:asked|wished|wanted|requested)(?: us)?(?: in writing)? (?:to publish|that (?:his|her"
    r"|their) name (?:be|should be)"
    r"|to be named|for (?:his|her|their) (?:real )?name)|with (?:his|her|their) (?:written )?(?:consent"
    r"|agreement)"
    r"|давш\w+ (?:\w+ )?согласи\w+|дал\w? (?:\w+ )?согласи\w+|согласил\w+ на (?:публикаци\w+|упоминани\w+)"
    r"|di(?:o|eron) (?:su |por escrito )*(?:consentimiento|autorización)|(?:autoriz|consinti|accedi"
    r"|acept)(?:ó|o|eron|aron)"
    r" (?:\w+ ){0,3}?(?:la publicación|el uso|(?:a )?publicar|(?:a )?ser (?:nombrad|identificad|citad)\w+"
    r"|(?:a )?que (?:se|su))|pidi(?:ó|eron) que su nombre (?:se|fuera|aparezca|apareciera)"
    r"|a (?:accepté|autorisé|consenti)[\w' ]{0,40}?(?:nom|cité\w*|nommé\w*|publi\w+)|a demandé que son nom soit"
    r"|(?:whose|the|her|his|their) (?:family|mother|father|widow|wife|husband|parents|relatives) (?:has "
    r"|have )?(?:asked|wished|wanted|agreed|consented|requested)"
    r" (?:that|to|for) (?:\w+ ){0,4}?(?:name\w*|print\w*|publi\w+|identif\w+)(?! should not| not| be with)"
    r"|(?:разрешил\w*|попросил\w*|согласил\w+|просил\w*) (?:\w+ ){0,3}?(?:назвать|указать|опубликовать"
    r"|называть) (?:\w+ ){0,2}?(?:имя|имена|фамили\w+)"
    r"|разрешени\w+ на публикаци\w+|avec (?:son|leur) consentement"
    r"|asked to be named|not (?:his|her|their) real names?|names? "
    r"(?:has|have) been changed|changed (?:his|her|their|the) names?|real names? "
    r"withheld|pseudonyms?|invented (?:first )?names?|name changed|names? (?:are|is) (?:used|published|given) "
    r"with"
    r"|имя изменено|имена изменены|с (?:его|е[её]|их) согласия|псевдоним\w*|con su "
    r"consentimiento|nombre (?:ficticio|cambiado)|nombres? supuestos?|avec (?:son"
    r"|leur) (?:accord|consentement)|prénom (?:modifié|changé)|nom d'emprunt|razılığı "
    r"ilə|ad dəyişdirilib)(?!\w)",
    re.IGNORECASE,
)


_ALL_CHANGED = re.compile(
    r"(?<!\w)(?:names? (?:of [\w ]{3,40}? )?(?:are|is|were) (?:printed|published|given|used|disclosed"
    r"|mentioned|named) (?:here )?(?:only )?(?:where|when|if|because|as) "
    r"(?:they|he|she|the|their|those|each|an?|persons?|people|families|relatives)"
    r"|(?:all|the)\s+names (?:of (?:\w+\s){1,5})?(?:in this report )?(?:have "
    r"been changed|are pseudonyms|are (?:used|published|given) with|used (?:in this "
    r"report )?are pseudonyms)|(?:all|every|each|those|everyone|everybody)(?: of those)? (?:persons?|people"
    r"|victims?|interviewees?"
    r"|witnesses|those) named (?:in this report |here )?(?:have |has )?(?:consented"
    r"|agreed|given)|every(?:one|body) (?:who is )?named (?:in this report |here )?(?:has )?(?:consented"
    r"|agreed|given)"
    r"|имена (?:\w+ )?(?:приводятся|указаны|названы|публикуются) (?:\w+ )?(?:с согласия|с разрешения"
    r"|по просьбе)"
    r"|los nombres (?:se publican|figuran|aparecen) (?:\w+ )?con (?:el |la )?(?:consentimiento|autorización)"
    r"|les noms sont (?:donnés|publiés) avec l['’]accord"
    r"|все,? (?:кто )?(?:названн\w+|упомянут\w+)[^.]{0,40}согласи\w+|все имена изменены"
    r"|todos los nombres (?:han sido|fueron) (?:cambiados"
    r"|modificados)|tous les (?:noms|prénoms) ont été (?:modifiés|changés))",
    re.IGNORECASE,
)


def consented(facts: Facts, position: int) -> bool:
    """Whether consent, or a changed name, is recorded beside a place or for the whole document."""
    if facts.of(_all_changed):
        return True
    block = facts.document.block_of(position)
    if block is None:
        return False
    end = min(block.end + 600, len(facts.text)) if block.kind == "heading" else block.end
    if _CONSENT.search(facts.text, block.start, end):
        return True
    return any(
        _CONSENT.search(facts.text, n.start, n.end)
        for n in facts.document.notes_near(block.start, block.end)
    )


def _all_changed(facts: Facts) -> bool:
    return bool(_ALL_CHANGED.search(facts.text))
