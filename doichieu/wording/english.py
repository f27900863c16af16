"""English words that say what happens to a quantity, or who has it, and name none."""

# What a place does with its visitors, exports or growth, and what those do: a pattern.
VERBS = (
    r"(?:attract|record|report|earn|collect|welcom|receiv|host|greet|serv|log|clock|top"
    r"|surpass|exceed|reach|achiev|maintain|push|pull|lift|rais|driv|help|bring|tak|fetch|secur"
    r"|expect|project|forecast|estimat|predict|anticipat|pois|see|hit|notch|gross|enjoy|handl"
    r"|target(?!s)|amount|total|number)(?:e?s|e?d|ing|ting|ping|ted|ped|led|ling)"
    r"|posts|posted|posting|chalk(?:ed|s|ing) up|rak(?:ed|es|ing) in|drove|drawn?|drew|draws|took"
    r"|tak(?:e|en)|help|push|lift|raise|drive|bring|brought|saw|seen|stood|stands?|came|comes"
    r"|went|goes|likely|set to|sends|sent|did|do(?:es)?|will|would|may|could|should"
)
# Words between names, forms of "to be" and "to have", and who it is that has something: a pattern.
FUNCTION_WORDS = (
    r"is|are|was|were|be|been|being|has|have|had|who|which|that|this|these|those|it|they|as|its"
    r"|their|about|around|nearly|almost|some|only|forecast|worth|valued|visited|(?:visiting|coming"
    r" to|came to|who came to) the (?:province|city|locality)|(?:the )?(?:province|city|locality)"
    r"(?:['’]s)?|s"
)
