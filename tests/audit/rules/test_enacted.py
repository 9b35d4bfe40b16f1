"""What is applied before it was enacted."""

from __future__ import annotations

import pytest

from probanda.audit.reading.markdown import read_markdown
from probanda.audit.rules import audit


def found(text: str) -> list[str]:
    """Messages of the rule of order on a Markdown text."""
    return [f.message for f in audit(read_markdown(text)).findings if f.rule == "order-wrong"]


WRONG = [
    "Article 20.7 was added to the Code in June 2013.\n\n"
    "In March 2012 two teachers were fined under Article 20.7.",
    "Article 314 entered into force on 5 May 2016. The number of cases under Articles 310 and 314 has grown "
    "since 2011.",
    "Law No. 48/2015 came into force in July 2015.\n\n"
    "On 3 March 2014 the editor was charged under Law No. 48/2015.",
    "The crime of Article 188 was introduced in 2010. Between 2006 and 2008 forty persons were convicted under "
    "Article 188.",
    "Статья 20.7 была включена в Кодекс летом 2012 года.\n\n"
    "Количество дел по статьям 20.7 и 20.9 с 2009 года растёт.",
    "Статья 6.4 внесена в Кодекс в июне 2013 года. Её начали применять сразу.\n\nВ январе 2013 года редактора "
    "газеты обязали выплатить штраф 50 тысяч.",
    "El artículo 20.7 fue incorporado al Código en junio de 2013.\n\n"
    "En marzo de 2012 dos maestros fueron multados "
    "por el artículo 20.7.",
    "L'article 20-7 a été inséré dans le Code en juin 2013.\n\n"
    "En mars 2012, deux enseignants ont été condamnés en "
    "vertu de l'article 20-7.",
]
RIGHT = [
    "Article 20.7 was added to the Code in June 2013.\n\n"
    "In March 2014 two teachers were fined under Article 20.7.",
    "Article 20.7 was added to the Code in June 2013. In March 2012 two teachers had been fined "
    "under Article 20.8.",
    "Article 20.7 was added to the Code in June 2013. The bill to add Article 20.7 was tabled in March 2012.",
    "Article 20.7 was amended in June 2013. In March 2012 two teachers were fined under Article 20.7.",
    "Article 20.7 was added in June 2013. Before that, in March 2012, two teachers were fined under another law.",
    "Статья 20.7 была включена в Кодекс летом 2012 года. Количество дел по статье 20.7 с 2013 года растёт.",
    "El artículo 20.7 fue incorporado en junio de 2013. El proyecto del artículo 20.7 se presentó "
    "en marzo de 2012.",
    "L'article 20-7 a été inséré dans le Code en juin 2013. Il reprend l'article 12 de la loi de mars 2012.",
]


@pytest.mark.parametrize("text", WRONG)
def test_nothing_is_applied_before_it_is_enacted(text: str) -> None:
    assert len(found(text)) == 1


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_applied_after_it_is_left_alone(text: str) -> None:
    assert not found(text)
