"""Whether a folded word could be a Vietnamese syllable at all."""

from __future__ import annotations

import re

_ONSETS = "ngh|ng|nh|gh|gi|kh|ch|ph|qu|th|tr|b|c|d|g|h|k|l|m|n|p|r|s|t|v|x"
# Rimes without accents: "ư" and "u", "ê" and "e" fall together.
_RIMES = (
    "uyen|uyet|uynh|uych|uya|uyt|uyu|uay|uan|uat|uang|uac|uanh|uach|uai|uay|uong|uoc|uom|uop|"
    "uon|uot|uoi|uou|uenh|uech|uen|uet|ueu|ueo|ue|uo|ua|ui|uu|uy|uc|ung|um|up|un|ut|u|"
    "oach|oanh|oang|oac|oan|oat|oai|oay|oam|oap|oao|oeo|oen|oet|oong|ooc|oe|oa|oi|oc|ong|om|op|"
    "on|ot|o|"
    "ieng|iec|iem|iep|ien|iet|ieu|ia|iu|ich|inh|im|ip|in|it|i|"
    "yem|yen|yet|yeng|yeu|y|"
    "anh|ach|ang|ac|am|ap|an|at|ai|ao|au|ay|a|"
    "enh|ech|eng|ec|em|ep|en|et|eo|eu|e"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_RIMES})")


def is_syllable(word: str) -> bool:
    """Whether ``word``, folded, is built like a Vietnamese syllable; it need not mean anything."""
    return _SYLLABLE.fullmatch(word) is not None
