"""Writes 200 texts to draw, as JSON: [{"name": ..., "base64": ...}], the same in every run.

Each is a kind of text that terminals disagree about, alone or between letters that show where it ends.
"""

import base64
import json
import random

ZWJ, VS15, VS16, KEYCAP = "\u200d", "\ufe0e", "\ufe0f", "\u20e3"
SKINS = [chr(code) for code in range(0x1F3FB, 0x1F400)]


def flag(country):
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in country)


def subdivision(name):
    return "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in name) + "\U000e007f"


KINDS = {
    "east asian": [
        "漢字", "かな", "カタカナ", "한국어", "ㄅㄆㄇ", "。、「」", "ＡＢＣ１２３", "ｱｲｳ", "￥￦", "〒〇", "𠀀𠮷", "㈱㍿", "ꀀꀁ",
    ],
    "emoji": ["🚀", "✅", "❌", "⚡", "⌚", "⭐", "🀄", "🃏", "🈁", "🟢", "🥇", "🧪", "🪐", "🫠", "🛟", "😀😃"],
    "emoji in text form": ["❤", "☀", "⚠", "✔", "☎", "♻", "🌡", "🖥", "🅰", "©", "™", "↔"],
    "emoji with a selector": [text + selector for text in "❤☀⚠✔" for selector in (VS15, VS16)],
    "family": [
        ZWJ.join("👩👩👧"), ZWJ.join("👨👩👧👦"), ZWJ.join(["👩", "❤" + VS16, "👨"]), ZWJ.join("👩💻"), ZWJ.join("🧑🚀"),
        ZWJ.join(["🏳" + VS16, "🌈"]), ZWJ.join(["🐻", "❄" + VS16]), ZWJ.join(["👁" + VS16, "🗨" + VS16]),
    ],
    "skin tone": [base + skin for base in "👍👋🤝" for skin in SKINS[::2]] + [ZWJ.join(["🧑" + SKINS[4], "🚀"]), SKINS[0]],
    "flag": [flag(name) for name in ("DE", "JP", "US", "EU", "D", "DEJ")] + [subdivision("gbeng"), subdivision("gbsct")],
    "keycap": [sign + VS16 + KEYCAP for sign in "0#*"] + ["5" + KEYCAP],
    "combining": [
        "é", "ñ", "ą́", "Z" + "̡̛̖̗̘̙̜̝" * 3, "a" + "̀" * 200, "̀alone", " ́", "日̈", "x⃝", "o͡o", "ᾳ̈́", "ệ", "a⃒", "🚀̈",
    ],
    "right to left": [
        "שלום", "مرحبا", "سلام دنیا", "שָׁלוֹם", "مُحَمَّد", "ܫܠܡܐ", "ދިވެހި", "אבג 123 GO", "GO العربية 45%", "ﷺ", "ﻼ", "߀߁", "𞤀𞤁",
    ],
    "bidi control": [chr(code) + "NO-GO" for code in (0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069)]
    + ["\u061cGO", "\u200eGO", "\u200fGO", "GO\u202e OG-ON\u202c"],
    "zero width": ["a\u200bb", "a\u200cb", "a\u200db", "a\u2060b", "\ufeffab", "a\u00adb", "a\u034fb", "a\u180eb", "a\u2061b", "\u200b" * 50],
    "indic and thai": [
        "नमस्ते", "हिन्दी", "क्ष", "বাংলা", "தமிழ்", "తెలుగు", "ಕನ್ನಡ", "മലയാളം", "සිංහල", "ภาษาไทย", "กำ", "ລາວ", "བོད་སྐད", "မြန်မာ", "ខ្មែរ",
    ],
    "jamo": ["각", "ᄀ", "ᅡ", "ᆨ", "ᄀᄀ", "ힰ"],
    "control": ["\x1b[2J", "\x1b]0;x\x07", "\x1b[1;1H", "a\rb", "a\nb", "a\tb", "a\x08b", "\x00", "\x7f", "\x0e\x0f", "\x9b2J", "\x85", "\u2028", "\u2029"],
    "ambiguous width": ["±×÷", "αβγ", "жизнь", "①②③", "─│┌", "█▓░", "●◐▲", "…—‘’", "℃Å", "Ⅷ", "♠♥", "⁂※", "𝐀𝑩", "½¼"],
    "past all tables": ["\ue000", "\uffff", "\U0001fffe", "\u0378", "\U00013000", "\U000e0041", "\U0010fffd", "\ufff9a\ufffbb", "\ufdfd", "𒐫", "꧅"],
    "long": ["x" * 100_000, "漢" * 34_000, "🚀" * 25_000, ZWJ.join("👩" * 300), "é" * 400, "\x1b" * 1000],
}


def texts():
    found = [(f"{kind} {number}", text) for kind, list_ in KINDS.items() for number, text in enumerate(list_, 1)]
    signs = [text for kind, list_ in KINDS.items() if kind not in ("long", "control") for text in list_]
    mixer = random.Random(2025)
    while len(found) < 200:
        parts = [mixer.choice(signs) for _ in range(mixer.randint(2, 5))]
        found.append((f"mixed {len(found)}", mixer.choice(["", " ", "a", "/"]).join(parts)))
    return found[:200]


if __name__ == "__main__":
    rows = [{"name": name, "base64": base64.b64encode(text.encode()).decode()} for name, text in texts()]
    print(json.dumps(rows))
