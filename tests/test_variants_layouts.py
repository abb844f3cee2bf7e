"""Headlines, lists, tables, bulletins and files: numbers beside labels."""

from __future__ import annotations

import pytest

from careful_reader import differences

ROWS = [
    (
        "12 dead, dozens wounded in Mogadishu hotel siege",
        ["killed 12; in Mogadishu", "injured 24-99"],
    ),
    (
        "Bus plunge kills at least 30 in Peru, 20 hurt",
        ["killed 30+; in Peru", "injured 20"],
    ),
    (
        "Two soldiers killed, three injured as mine explodes in Niger",
        ["killed 2; of soldiers; in Niger", "injured 3"],
    ),
    (
        "Mine blast toll climbs to 38: officials",
        ["killed 38; by officials"],
    ),
    (
        "Death toll in Lagos fire now 17 - governor",
        ["killed 17; by governor; in Lagos"],
    ),
    (
        "Police: 4 dead in Kabul shooting",
        ["killed 4; by Police; in Kabul"],
    ),
    (
        "Army says 25 rebels killed in Darfur",
        ["killed 25; by Army; of rebels; in Darfur"],
    ),
    (
        "Quake in Nepal kills 9, among them three children; 60 injured",
        ["killed 9; in Nepal", "killed 3; part; of children", "injured 60"],
    ),
    (
        "Attack on convoy leaves 11 troops dead, 5 missing",
        ["killed 11; of troops", "missing 5"],
    ),
    (
        "Floods: 70 drowned, 2,000 homeless in Sindh",
        ["killed 70", "displaced 2000; in Sindh"],
    ),
    (
        "FERRY SINKS OFF SAMAR, 23 DEAD, 41 MISSING",
        ["killed 23", "missing 41"],
    ),
    (
        "JUST IN: 6 dead, 14+ injured in #Karachi factory fire - rescue officials",
        ["killed 6; by rescue officials", "injured 14+"],
    ),
    (
        "UPDATE: at least 3 kia, 10 wia after drone strike on #Belgorod, governor says "
        "https://t.example/a",
        ["killed 3+; by governor", "injured 10; by governor"],
    ),
    (
        "Strike on #Idlib market this morning. 8 civilians killed incl. 3 kids, 15+ wounded.",
        ["killed 8; of civilians", "killed 3; part; of kids", "injured 15+"],
    ),
    (
        "Al menos 22 personas murieron y 40 resultaron heridas el lunes en Puebla, según la "
        "policía. El hospital recibió 12 cuerpos.",
        [],
    ),
    (
        "Mindestens 17 Menschen wurden getötet und 50 verletzt, teilte die Polizei am Montag "
        "mit. Die Toten sind Schüler einer Schule.",
        [],
    ),
    (
        "Almeno 9 persone sono morte e 20 sono rimaste ferite nell'incendio di lunedì, ha "
        "detto la polizia di Torino.",
        [],
    ),
    (
        "Menschen in Trauer: “Es ist schrecklich”, sagte ein Nachbar. The governor said 15 "
        "people had died and 40 were hurt.",
        ["killed 15; by governor", "injured 40; by governor"],
    ),
    (
        "Landslide update 2, as of 5 May 2024, 08:00\n\nKey figures\n• Dead: 18\n• Wounded: "
        "44\n• Missing: 7\n• Evacuated: 320 families (1,400 people)\n\nSource: Provincial "
        "Rescue Centre",
        ["killed 18", "injured 44", "missing 7", "displaced 1400"],
    ),
    (
        "Cyclone Ana - situation overview\n* 31 killed\n* 12 missing\n* 5,600 displaced\n* "
        "410 houses destroyed\n",
        ["killed 31", "missing 12", "displaced 5600"],
    ),
    (
        "**Fatalities:** 9\n**Injuries:** 27 (4 critical)\n**Arrested:** 3\n",
        ["killed 9", "injured 27", "captured 3"],
    ),
    (
        "Human impact: 5 deaths, 12 injured, 3 missing, 1,020 evacuated.",
        ["killed 5", "injured 12", "missing 3", "displaced 1020"],
    ),
    (
        "Killed: 3-4 / Wounded: 10",
        ["killed 3-4", "injured 10"],
    ),
    (
        "Casualties (killed/injured): 7/21",
        ["killed 7", "injured 21"],
    ),
    (
        "Losses on Sunday, by district:\n\nTarsk: 2 dead, 5 wounded\nOlm: 6 wounded\nBree: none\n",
        ["killed 2; in Tarsk", "injured 5; in Tarsk", "injured 6; in Olm", "casualties 0; in Bree"],
    ),
    (
        "Overnight attacks, according to the police:\n- Nikopol: 1 killed, 3 injured\n- "
        "Zaporizhzhia: 4 injured\n",
        [
            "killed 1; in Nikopol; by police",
            "injured 3; in Nikopol; by police",
            "injured 4; in Zaporizhzhia; by police",
        ],
    ),
    (
        "Deaths by state: Assam 12, Bihar 7, Odisha 3.",
        ["killed 12; in Assam", "killed 7; in Bihar", "killed 3; in Odisha"],
    ),
    (
        "Russian losses as of 6 May 2024: personnel ‒ around 473,400 (+1,110), artillery "
        "systems ‒ 12,200 (+30).",
        ["casualties 473400"],
    ),
    (
        "The enemy's total losses from 24.02.22 to 04.05.24: about 471,000 (+1,200) "
        "personnel, 7,350 (+10) tanks.",
        ["casualties 471000"],
    ),
    (
        "Our confirmed losses: killed - 1,204; wounded - 3,380; missing - 77.",
        ["killed 1204", "injured 3380", "missing 77"],
    ),
    (
        "Effects by province as of 6 May\n\nProvince | Killed | Injured\nA | 3 | 10\nB | 5 | "
        "2\nTotal | 8 | 12\n",
        [
            "killed 8",
            "injured 12",
            "killed 3; part",
            "killed 5; part",
            "injured 10; part",
            "injured 2; part",
        ],
    ),
    (
        "| District | Deaths | Missing | Displaced |\n|---|---|---|---|\n| Olm | 4 | 1 | 200 "
        "|\n| Tarsk | 0 | 2 | 1,150 |\n| Total | 4 | 3 | 1,350 |\n",
        [
            "killed 4; part",
            "missing 1; part",
            "displaced 200; part",
            "killed 0; part",
            "missing 2; part",
            "displaced 1150; part",
            "killed 4",
            "missing 3",
            "displaced 1350",
        ],
    ),
    (
        "Region    Dead   Hurt\nNorth     12     40\nSouth     3      9\nALL       15     49\n",
        [
            "killed 12; part",
            "injured 40; part",
            "killed 3; part",
            "injured 9; part",
            "killed 15",
            "injured 49",
        ],
    ),
]

FILES = [
    (
        "a.html",
        "<html><head><title>Storm</title></head><body><main><article><h1>Storm update</h1><p>"
        "The coastal disaster agency published these numbers on Monday evening after a "
        "meeting with all districts hit by the storm.</p><ul><li>41 people dead</li><li>120 "
        "people injured</li><li>9,300 people evacuated</li></ul><p>More storms are forecast "
        "for the coming days, and people were asked to stay at home.</p></article></main>"
        "</body></html>",
        ["killed 41; by disaster agency", "injured 120", "displaced 9300"],
    ),
    (
        "b.html",
        "<html><head><title>Fire</title></head><body><article><h2>Fire in Lome</h2><p>"
        "According to the fire brigade, the numbers on Monday were as follows, and they may "
        "still change in the coming days as teams search the building.</p><ol><li>Killed: <b>"
        "12</b></li><li>Missing: <b>4</b></li><li>In hospital: <b>31</b></li></ol><p>The "
        "market is closed until further notice and the traders were told to remove their "
        "goods.</p></article></body></html>",
        ["killed 12; by fire brigade", "missing 4", "injured 31"],
    ),
    (
        "c.html",
        "<html><head><title>Quake</title></head><body><article><h2>Quake</h2><p>The table "
        "gives the numbers that the provinces reported to the interior ministry by Monday "
        "night after the earthquake in the south.</p><table><tr><th>Province</th><th>"
        "Dead</th><th>Injured</th></tr><tr><td>Olm</td><td>7</td><td>31</td></tr><tr><td>"
        "Tarsk</td><td>2</td><td>8</td></tr><tr><td>Total</td><td>9</td><td>39</td></tr>"
        "</table><p>The ministry will publish new numbers on Wednesday, it said in a "
        "statement to the press.</p></article></body></html>",
        [
            "killed 7; part; in Olm",
            "injured 31; part",
            "killed 2; part",
            "injured 8; part",
            "killed 9",
            "injured 39",
        ],
    ),
    (
        "d.html",
        "<html><head><title>Flood</title></head><body><article><h1>Flood</h1><p>The storm "
        "killed 18<sup>3</sup> people and displaced 4,500<sup>[4]</sup>, the relief council "
        "said on Monday after it had spoken to every district that was hit.</p><p>Rain is "
        "expected to go on until the weekend, and schools near the river will stay closed "
        "for the time being.</p></article></body></html>",
        ["killed 18; by relief council", "displaced 4500; by relief council"],
    ),
    (
        "e.html",
        "<html><head><title>Strike</title></head><body><article><h1>Strike</h1><p>At least "
        "27<a href='#n1'><sup>1</sup></a> workers died and 60<sup>2</sup> were hurt when the "
        "roof of a mill came down on Monday, the labour ministry said in a statement.</p><p>"
        "The owner of the mill could not be reached, and the police have sealed off the road "
        "to it for now.</p></article></body></html>",
        ["killed 27+; by labour ministry; of workers", "injured 60; by labour ministry"],
    ),
    (
        "a.eml",
        'From: "Watch" <w@example.org>\nTo: me@example.org\nSubject: Update 5: 13 dead in '
        "Beni\nDate: Mon, 6 May 2024 08:00:00 +0000\nMIME-Version: 1.0\nContent-Type: "
        "text/plain; charset=utf-8\n\nThe district hospital has now registered 13 dead and "
        "29 wounded after\nSunday's attack. Five people are missing.\n",
        ["killed 13", "killed 13; by hospital", "injured 29; by hospital", "missing 5"],
    ),
    (
        "b.eml",
        "From: a@example.org\nTo: b@example.org\nSubject: camp\nDate: Mon, 6 May 2024 "
        "10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: "
        "quoted-printable\n\nThe camp manager says 2=E2=80=AF300 people arrived after being "
        "displaced by the f=\nighting, and that six of them died on the way.\n",
        ["displaced 2300; by camp manager", "killed 6; by camp manager; part"],
    ),
    (
        "c.eml",
        "From: a@example.org\nTo: b@example.org\nSubject: Re: numbers\nDate: Mon, 6 May 2024 "
        "10:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\nPolice now say 8 people "
        "were killed.\n\nOn Sun, 5 May 2024 at 18:00, B <b@example.org> wrote:\n> Police "
        "said 3 people were killed.\n",
        ["killed 8; by Police"],
    ),
    (
        "a.txt",
        "Around 2,150 people were resettled and 31 vil-\nlagers were killed when the\nslope "
        "gave way, the pre-\nfect said on Monday.\n",
        ["displaced 2150; by prefect|pre", "killed 31; by prefect|pre"],
    ),
    (
        "b.txt",
        "The Regional Office for the Protection of\nCivilians said that 44 people had been "
        "de-\ntained and nine wounded in the\nclashes.\n",
        ["captured 44; by Regional Office", "injured 9; by Regional Office"],
    ),
    (
        "c.txt",
        "According to Commissioner Maria\nOrtez, at least 16 people died\nand 200 are "
        "homeless in the\nport of Sund.\n",
        ["killed 16+; by Ortez", "displaced 200; by Ortez"],
    ),
    (
        "a.mhtml",
        "From: <Saved by Blink>\nSubject: Fire\nMIME-Version: 1.0\nContent-Type: "
        'multipart/related; type="text/html"; boundary="----C"\n\n------C\nContent-Type: '
        "text/html\nContent-Transfer-Encoding: quoted-printable\nContent-Location: "
        "https://example.org/b\n\n<html><head><title>Fire</title></head><body><article><p>"
        "The fire service said nine people had died in a hostel in Oran on Sunday and 14 "
        "were =\nin hospital, two of them in a coma, after a gas leak.</p></article></body>"
        "</html>\n------C--\n",
        [
            "killed 9; by fire service",
            "injured 14; by fire service",
            "injured 2; part; by fire service",
        ],
    ),
    (
        "a.vtt",
        "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nPolice say eleven people were shot "
        "dead\n\n00:00:04.000 --> 00:00:07.000\nat a wedding in Lagos. Twenty more are "
        "wounded.\n",
        ["killed 11; by Police", "injured 20"],
    ),
    (
        "a.srt",
        "1\n00:00:01,000 --> 00:00:03,000\nThe coast guard says\n\n2\n00:00:03,000 --> "
        "00:00:06,000\nforty migrants have drowned and 12 are missing.\n",
        ["killed 40; by coast guard; of migrants", "missing 12; by coast guard"],
    ),
    (
        "b.vtt",
        "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Anna>Three firefighters have "
        "died.\n\n00:04.000 --> 00:06.000\n<v Ben>And six are in hospital.\n",
        ["killed 3; of firefighters", "injured 6"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_layouts(text: str, expected: list[str]) -> None:
    """A label says what a number counts, down to the end of its list; a note mark is no digit."""
    assert differences(text, expected) == []


@pytest.mark.parametrize(("name", "text", "expected"), FILES)
def test_files(name: str, text: str, expected: list[str]) -> None:
    """A label says what a number counts, down to the end of its list; a note mark is no digit."""
    assert differences(text, expected, name) == []
