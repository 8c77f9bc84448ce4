"""Names that the dialogue engine's form, its actions and its slots go by."""

FORM = "guide_form"
VALIDATE_ACTION = f"validate_{FORM}"
END_ACTION = "action_guide_end"
SAY_ACTION = "utter_guide"
UNAVAILABLE_ACTION = "utter_guide_unavailable"

# Where an open dialogue stands, with all that was given: gone when it ends.
STATE_SLOT = "guide_state"
# How far the dialogues that can be resumed have come: nothing personal, kept.
PROGRESS_SLOT = "guide_progress"
# The engine's own slot that says what a form waits for; empty ends the form.
REQUESTED_SLOT = "requested_slot"
