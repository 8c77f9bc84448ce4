"""Names of the intents that are not topics; buttons and typed commands use them as payloads."""

ASPECT_ONLY_INTENT = "aspect_only"
OUT_OF_SCOPE_INTENT = "out_of_scope"
MENU_INTENT = "menu"
START_INTENT = "start"
HELP_INTENT = "help"
CANCEL_INTENT = "cancel"
CLARIFY_INTENT = "nlu_clarify"
GUIDE_ANSWER_INTENT = "guide_answer"
GUIDE_BACK_INTENT = "guide_back"
GUIDE_PREFIX = "guide_"  # of the intents that start guided dialogues
# The small talk that answers what is written in no Latin letters; maintainers word it.
OTHER_LANGUAGE_INTENT = "ngon_ngu_khac"
# The small talk that answers a bare "vâng" or "ok".
YES_INTENT = "gat_dau"
FALLBACK_INTENT = "nlu_fallback"  # the dialogue engine's own name for it
# Not an intent but the first word of deep links to a group: a topic could not be told from it.
GROUP_START = "nhom"

# No topic may take these names: the ones above, and those with a default action in Rasa.
RESERVED_INTENTS = frozenset(
    {
        ASPECT_ONLY_INTENT,
        OUT_OF_SCOPE_INTENT,
        MENU_INTENT,
        START_INTENT,
        HELP_INTENT,
        CANCEL_INTENT,
        CLARIFY_INTENT,
        FALLBACK_INTENT,
        GUIDE_ANSWER_INTENT,
        GUIDE_BACK_INTENT,
        GROUP_START,
        "restart",
        "session_start",
        "back",
    }
)

ASPECT_ENTITY = "aspect"
GROUP_ENTITY = "group"
CHOICE_ENTITY = "v"  # short: a button's payload has 64 bytes


def guide_intent(guide_id: str) -> str:
    """The intent that starts a guided dialogue."""
    return f"{GUIDE_PREFIX}{guide_id}"
