"""How clerks of five alphabets write the names of invented people: one usual letter each, and the habits
beside it.

Written apart from the tables of ``probanda.names``, after what clerks do, so that the measurement does not
read with the hand that wrote. Source spelling is Azerbaijani Latin (1992) for all; Armenian surnames and
names are given in it too and go into Armenian letters by a table of their own.
"""

# ruff: noqa: E501  (tables of letters read better as rows)

from __future__ import annotations

import random

__all__ = ["SCRIPTS", "capital", "lower", "spell"]


def _table(text: str) -> dict[str, tuple[str, ...]]:
    """``a=x,y``: the usual letter first, then what other clerks write."""
    return {
        key: tuple(value.split(",")) for key, _, value in (p.partition("=") for p in text.split())
    }


SCRIPTS: dict[str, dict[str, tuple[str, ...]]] = {
    "az-Latn": {},
    "az-ascii": _table("ə=e,a ş=s,sh ç=c,ch ğ=g,gh ı=i ö=o ü=u"),
    "ru": _table(
        "a=а b=б c=дж,ж ç=ч d=д e=е,э ə=а,е,э f=ф g=г,к ğ=г h=г,х ı=ы,и i=и j=ж k=к q=г,к l=л m=м n=н o=о ö=е,о,ё p=п"
        " r=р s=с ş=ш t=т u=у ü=ю,у,и v=в x=х y=й z=з"
    ),
    "hy": _table(
        "a=ա b=բ c=ջ ç=չ,ճ d=դ e=ե,է ə=ա,ե f=ֆ g=գ ğ=ղ h=հ ı=ի,ը i=ի j=ժ k=կ,ք q=գ,ղ,կ l=լ m=մ n=ն o=ո ö=յո,օ p=պ,փ"
        " r=ր,ռ s=ս ş=շ t=տ,թ u=ու ü=յու,ու v=վ x=խ y=յ z=զ"
    ),
    "en": _table(
        "a=a b=b c=j,dj,dzh ç=ch d=d e=e ə=a,e f=f g=g ğ=gh,g h=h,g ı=i,y i=i j=zh k=k q=g,q,k l=l m=m n=n o=o ö=o,oe,yo"
        " p=p r=r s=s ş=sh t=t u=u ü=u,yu v=v x=kh,h,x y=y z=z"
    ),
    "az-Cyrl": _table(
        "a=а b=б c=ҹ ç=ч d=д e=е ə=ә f=ф g=ҝ ğ=ғ h=һ ı=ы i=и j=ж k=к q=г l=л m=м n=н o=о ö=ө p=п r=р s=с ş=ш t=т u=у"
        " ü=ү v=в x=х y=ј z=з"
    ),
}
#: Pairs of letters that Russian writes with one.
_IOTATED = {"ya": "я", "yu": "ю", "yo": "ё", "yə": "я", "ye": "е", "yi": "и", "yü": "ю"}


def lower(text: str) -> str:
    """Lower case of Azerbaijani text: İ is i and I is ı."""
    return text.replace("İ", "i").replace("I", "ı").lower()


def capital(word: str, script: str = "") -> str:
    """The first letter of each word as a capital; Azerbaijani i becomes İ."""
    if not word:
        return word
    first = "İ" if script == "az-Latn" and word[0] == "i" else word[0].upper()
    return first + word[1:]


def spell(rng: random.Random, word: str, script: str, habit: float) -> str:
    """A word as a clerk of a script writes it; ``habit`` is how often a letter is not the usual one."""
    table = SCRIPTS[script]
    text = lower(word)
    out: list[str] = []
    at = 0
    while at < len(text):
        pair = text[at : at + 2]
        if script == "ru" and pair in _IOTATED:
            out.append(_IOTATED[pair])
            at += 2
            continue
        choices = table.get(text[at], (text[at],))
        first = len(choices) == 1 or rng.random() >= habit
        out.append(choices[0] if first else rng.choice(choices[1:]))
        at += 1
    return "".join(out)
