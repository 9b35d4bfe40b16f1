"""Words that end in a full stop without ending a sentence, per language.

Two kinds. *Leaning* words need what follows them ("No. 5", "ст. 3", "Dr. Aren") and never end a sentence.
*Closing* words may end one ("etc.", "и т. д."): a capital behind them begins the next sentence.
All in lower case, without the final stop.
"""

from __future__ import annotations

__all__ = ["CLOSING", "LEANING", "STARTERS"]

_COMMON_LEANING = (
    "no nos nr p pp vol vols ed eds art arts fig figs tab cf cit op para paras st".split()
)

LEANING: dict[str, frozenset[str]] = {
    "en": frozenset(
        [*_COMMON_LEANING]
        + "mr mrs ms messrs dr prof rev hon gen lt col maj capt sgt cpl pvt cmdr adm gov sen rep pres amb supt"
        " sect sec secs ch chap chaps app apps ex subpara subparas reg regs sch cl ref refs approx ca c circa"
        " viz vs v i.e e.g eg ie al-hajj mt ft jan feb mar apr jun jul aug sept sep oct nov dec ser res doc docs"
        " appl suppl annot ann comp diss trans fn n nn b d fl esp incl excl est tel ext".split()
    ),
    "ru": frozenset(
        "ст ч п пп подп гл разд абз рис табл см ср т тт стр с кн вып гр гр-н г-н г-жа им ул просп пр пер д кв"
        " корп стр-е оф обл р-н пос дер дом ген полк подполк майор лейт кап серж акад проф доц доктор др-р"
        " млн млрд тыс руб коп тел напр т.е т.к т.н т.наз т.о ок прим ред сост изд № св о-ва ж".split()
    )
    | frozenset(_COMMON_LEANING),
    "es": frozenset(
        [*_COMMON_LEANING]
        + "sr sra sres sras srta dr dra d dña da don prof lic ing arq gral gen cnel tte cap sgto mons fr sto sta"
        " núm núms num nº n.º pág págs pag párr párrs parr inc lit cap caps cfr ej p.ej av avda dpto tel aprox"
        " apdo ap secc sec t ss vid v vs ene feb abr jun jul ago sept oct nov dic inf ref anexo fs".split()
    ),
    "fr": frozenset(
        [*_COMMON_LEANING]
        + "m mm mme mmes mlle mlles dr pr me mes gén col cap cne lt mgr ste sts art al al. chap sect par § réf"
        " n° nᵒ pag cf env vol éd coll dir trad janv févr avr juill sept oct nov déc p.ex ex av apr tél réf".split()
    ),
    "az": frozenset(
        [*_COMMON_LEANING]
        + "m mad b bnd səh s bax məs prof dos akad gen polk küç pr ev mənz r-n tel təq nömr h.t red cən xan c".split()
    ),
    "und": frozenset(_COMMON_LEANING),
}

CLOSING: dict[str, frozenset[str]] = {
    "en": frozenset(
        "etc inc ltd co corp llc jr sr al a.m p.m am pm ibid id ph.d u.n u.s u.k u.s.s.r".split()
    ),
    "ru": frozenset(
        "д др т.д т.п т пр г гг в вв н.э до н.э л чел ч мин сек км м кг га кв.м руб лет мес экз там же".split()
    ),
    "es": frozenset("etc ud uds vd s.a ee.uu ibíd ibid a.m p.m d.c a.c cía hnos jr".split()),
    "fr": frozenset("etc ibid id j.-c apr av s.a".split()),
    "az": frozenset("s və s b.e e.ə il b".split()),
    "und": frozenset("etc ibid id".split()),
}

#: Words that begin sentences far more often than they follow an abbreviation of capitals ("the U.S. The …").
STARTERS: dict[str, frozenset[str]] = {
    "en": frozenset(
        "The In It On At This These Those That They He She We There When While After Before However According"
        " As For From Since Although If An A By Despite During Following Of Many Most Some Such All No Both"
        " Between Under With Although Additionally Moreover Furthermore Nevertheless".split()
    ),
    "ru": frozenset(
        "В На По При Это Эти Этот Эта Они Он Она Мы После До Однако Согласно Как Для Из С Если Хотя Так Кроме"
        " За Также Таким Во Всего Был Была Были Все".split()
    ),
    "es": frozenset(
        "El La Los Las En Un Una Este Esta Estos Estas Se Por Para Según Cuando Después Antes Aunque Sin Con De"
        " Al Del Su Sus Además Durante Como Ha Han".split()
    ),
    "fr": frozenset(
        "Le La Les L En Un Une Ce Cet Cette Ces Il Elle Ils Elles Nous On Selon Après Avant Pour Par Dans Au Aux"
        " De Du Des Depuis Cependant Toutefois Si Sur".split()
    ),
    "az": frozenset(
        "Bu O Bunlar Onlar Həmin Lakin Ancaq Sonra Əvvəl Belə Bütün Biz Hər Eyni Bundan".split()
    ),
    "und": frozenset(),
}
