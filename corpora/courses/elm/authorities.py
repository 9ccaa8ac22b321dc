"""Controlled vocabularies of the European Learning Model whose URIs follow from a code; of others we write the words.

The authority tables of the EU Publications Office (currency, language, country: https://op.europa.eu/en/web/eu-vocabularies),
levels of the EQF, and fields of ISCED-F 2013. The modes, assessments and credit systems of ELM have opaque URIs.
"""

import re
from collections.abc import Mapping

CURRENCY = "http://publications.europa.eu/resource/authority/currency/"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
COUNTRY = "http://publications.europa.eu/resource/authority/country/"
EQF = "http://data.europa.eu/snb/eqf/"
ISCED_F = "http://data.europa.eu/snb/isced-f/"
SPACES = (CURRENCY, LANGUAGE, COUNTRY, EQF, ISCED_F, "http://data.europa.eu/esco/")
"""Where the URIs lie that we write ourselves."""
ECTS = "http://data.europa.eu/snb/education-credit/6fcec5c5af"
"""Read as the ECTS where it has no label; never written, since only examples show it."""


def _pairs(written: str) -> Mapping[str, str]:
    return {code: own for code, _, own in (pair.partition(":") for pair in written.split())}


LANGUAGES: Mapping[str, str] = _pairs(
    """
    af:AFR am:AMH ar:ARA az:AZE be:BEL bg:BUL bn:BEN bs:BOS ca:CAT cs:CES cy:CYM da:DAN de:DEU el:ELL en:ENG es:SPA
    et:EST eu:EUS fa:FAS fi:FIN fr:FRA ga:GLE gd:GLA gl:GLG he:HEB hi:HIN hr:HRV hu:HUN hy:HYE id:IND is:ISL it:ITA
    ja:JPN ka:KAT kk:KAZ ko:KOR lb:LTZ lt:LIT lv:LAV mi:MRI mk:MKD mn:MON ms:MSA mt:MLT nb:NOB nl:NLD nn:NNO no:NOR
    pl:POL pt:POR rm:ROH ro:RON ru:RUS se:SME sk:SLK sl:SLV sm:SMO sq:SQI sr:SRP sv:SWE sw:SWA ta:TAM th:THA to:TON
    tr:TUR uk:UKR ur:URD uz:UZB vi:VIE yi:YID zh:ZHO zu:ZUL
    """
)
"""ISO 639-1 -> code of the authority table (ISO 639-3)."""
COUNTRIES: Mapping[str, str] = _pairs(
    """
    AD:AND AE:ARE AF:AFG AG:ATG AL:ALB AM:ARM AO:AGO AR:ARG AT:AUT AU:AUS AZ:AZE BA:BIH BB:BRB BD:BGD BE:BEL BF:BFA
    BG:BGR BH:BHR BI:BDI BJ:BEN BN:BRN BO:BOL BR:BRA BS:BHS BT:BTN BW:BWA BY:BLR BZ:BLZ CA:CAN CD:COD CF:CAF CG:COG
    CH:CHE CI:CIV CL:CHL CM:CMR CN:CHN CO:COL CR:CRI CU:CUB CV:CPV CY:CYP CZ:CZE DE:DEU DJ:DJI DK:DNK DM:DMA DO:DOM
    DZ:DZA EC:ECU EE:EST EG:EGY ER:ERI ES:ESP ET:ETH FI:FIN FJ:FJI FM:FSM FR:FRA GA:GAB GB:GBR GD:GRD GE:GEO GH:GHA
    GM:GMB GN:GIN GQ:GNQ GR:GRC GT:GTM GW:GNB GY:GUY HK:HKG HN:HND HR:HRV HT:HTI HU:HUN ID:IDN IE:IRL IL:ISR IN:IND
    IQ:IRQ IR:IRN IS:ISL IT:ITA JM:JAM JO:JOR JP:JPN KE:KEN KG:KGZ KH:KHM KI:KIR KM:COM KN:KNA KP:PRK KR:KOR KW:KWT
    KZ:KAZ LA:LAO LB:LBN LC:LCA LI:LIE LK:LKA LR:LBR LS:LSO LT:LTU LU:LUX LV:LVA LY:LBY MA:MAR MC:MCO MD:MDA ME:MNE
    MG:MDG MH:MHL MK:MKD ML:MLI MM:MMR MN:MNG MO:MAC MR:MRT MT:MLT MU:MUS MV:MDV MW:MWI MX:MEX MY:MYS MZ:MOZ NA:NAM
    NE:NER NG:NGA NI:NIC NL:NLD NO:NOR NP:NPL NR:NRU NZ:NZL OM:OMN PA:PAN PE:PER PG:PNG PH:PHL PK:PAK PL:POL PS:PSE
    PT:PRT PW:PLW PY:PRY QA:QAT RO:ROU RS:SRB RU:RUS RW:RWA SA:SAU SB:SLB SC:SYC SD:SDN SE:SWE SG:SGP SI:SVN SK:SVK
    SL:SLE SM:SMR SN:SEN SO:SOM SR:SUR SS:SSD ST:STP SV:SLV SY:SYR SZ:SWZ TD:TCD TG:TGO TH:THA TJ:TJK TL:TLS TM:TKM
    TN:TUN TO:TON TR:TUR TT:TTO TV:TUV TW:TWN TZ:TZA UA:UKR UG:UGA US:USA UY:URY UZ:UZB VA:VAT VC:VCT VE:VEN VN:VNM
    VU:VUT WS:WSM YE:YEM ZA:ZAF ZM:ZMB ZW:ZWE
    """
)
"""ISO 3166-1 alpha-2 -> code of the authority table (alpha-3)."""
_LANGUAGE_OF = {long: short for short, long in LANGUAGES.items()}
_COUNTRY_OF = {long: short for short, long in COUNTRIES.items()}
_SHORT_TAG = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]+)*", re.IGNORECASE)
_ISCED_CODE = re.compile(r"\bISCED[- ]?F?\b\D{0,12}(?P<code>\d{2,4})\b", re.IGNORECASE)


def language_of(uri: str) -> str | None:
    """The code of a language's URI: "en" of .../language/ENG; in three letters where it has no two. None for others."""
    code = _local(uri, LANGUAGE)
    return _LANGUAGE_OF.get(code, code.lower()) if code else None


def country_of(uri: str) -> str | None:
    """The code of a country's URI: "NZ" of .../country/NZL. None for what is no such URI."""
    code = _local(uri, COUNTRY)
    return _COUNTRY_OF.get(code, code) if code else None


def currency_of(uri: str) -> str | None:
    return _local(uri, CURRENCY)


def isced_f_of(uri: str) -> str | None:
    return _local(uri, ISCED_F)


def language_uri(stated: str) -> str | None:
    """The URI of "en", "en-NZ" or "ENG"; None where we are not sure of it."""
    tag = _SHORT_TAG.fullmatch(stated.strip())
    code = LANGUAGES.get(tag[1].lower()) if tag else stated.strip().upper()
    return LANGUAGE + code if code in _LANGUAGE_OF else None


def country_uri(stated: str) -> str | None:
    """The URI of "NZ" or "NZL"; None where we are not sure of it."""
    code = COUNTRIES.get(stated.strip().upper(), stated.strip().upper())
    return COUNTRY + code if code in _COUNTRY_OF else None


def isced_f_uri(stated: str) -> str | None:
    """The URI of "ISCED-F 0322 Library, information and archival studies"; None where no code is named."""
    match = _ISCED_CODE.search(stated)
    return ISCED_F + match["code"] if match else None


def _local(uri: str, space: str) -> str | None:
    """The last part of an address in the space, by http or https."""
    bare, wanted = uri.strip().split("://", 1)[-1], space.split("://", 1)[-1]
    code = bare.removeprefix(wanted).rstrip("/")
    return code if bare.startswith(wanted) and code and "/" not in code else None
