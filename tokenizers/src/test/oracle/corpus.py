"""Texts that are hard for tokenizers, made from a seed."""
import random

WORDS = """the quick brown fox jumps over lazy dog don't I'm we'll they've it's SHOULD'VE O'Brien café naïve
résumé Ångström straße İstanbul ISTANBUL ŁÓDŹ Žižek tokenization unbelievably 12345 3.14159 1,000,000 42nd
$9.99 50% user@example.com https://example.com/a?b=c#d foo_bar camelCase snake_case __init__ x86_64 C++ C#
def return lambda -> => != <= && || /* */ // \\n \\t {} [] () <html> </s> <s> [CLS] [SEP] [MASK] <mask> <pad> <unk>
<|endoftext|> <|im_start|> Привет мир Ελληνικά ςΣσ עברית العربية مرحبا हिन्दी नमस्ते ภาษาไทย 中文字符 日本語 テスト ひらがな
한국어 안녕하세요 ქართული አማርኛ 👍🏽 👨‍👩‍👧‍👦 🏳️‍🌈 🇩🇪 ❤️ ☺️ 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝟘𝟙𝟚 Ⅷ ½ ² ① ㈱ ﬁ ﬂ ﷺ ｆｕｌｌ ㌔ Å Å ẛ̣ ḍ̇ e\u0301 o\u0308 ü ""ﾊﾝｶｸ""
""".split()
SPACES = [" "] * 30 + ["  ", "   ", "\n", "\n\n", "\t", "\r\n", "\u00a0", "\u2003", "\u3000", "\u200b", "\u200d", "\u2028", " \n ", "\x85", "\x0b", "\x0c", "\u1680"]
MARKS = [chr(c) for c in range(0x300, 0x370)]


def character(r):
    kind = r.random()
    while True:
        if kind < 0.25:
            c = r.randrange(0x20, 0x7F)
        elif kind < 0.3:
            c = r.randrange(0, 0x100)
        elif kind < 0.6:
            c = r.randrange(0x80, 0x3000)
        elif kind < 0.75:
            c = r.randrange(0x3000, 0x10000)
        elif kind < 0.9:
            c = r.randrange(0x1F000, 0x20000)
        else:
            c = r.randrange(0, 0x110000)
        if not 0xD800 <= c < 0xE000:
            return chr(c)


def text(r, longest=40):
    parts = []
    for _ in range(r.randrange(0, longest)):
        kind = r.random()
        if kind < 0.55:
            word = r.choice(WORDS)
            if r.random() < 0.1:
                word = word.upper()
            if r.random() < 0.1:
                word = word.capitalize()
            parts.append(word)
        elif kind < 0.7:
            parts.append("".join(character(r) for _ in range(r.randrange(1, 6))))
        elif kind < 0.8:
            parts.append("".join(r.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(r.randrange(1, 14))))
        elif kind < 0.85:
            parts.append(r.choice("aeiouAEOnc가각가") + "".join(r.choice(MARKS) for _ in range(r.randrange(1, 5))))
        elif kind < 0.9:
            parts.append(r.choice("!?.,;:-_'\"()#@*/\\~`^=+&%$") * r.randrange(1, 4))
        else:
            parts.append(str(r.randrange(10 ** r.randrange(1, 12))))
        if r.random() < 0.75:
            parts.append(r.choice(SPACES))
    return "".join(parts)


def planes(step=256):
    """All of Unicode but surrogates, in pieces."""
    for first in range(0, 0x110000, step):
        piece = "".join(chr(c) for c in range(first, first + step) if not 0xD800 <= c < 0xE000)
        if piece:
            yield piece
            yield " ".join(piece)
