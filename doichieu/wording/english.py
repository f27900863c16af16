"""English words that say what happens to a quantity, or who has it, and name none."""

# What a place does with its visitors, exports or growth, and what those do: a pattern.
VERBS = (
    r"(?:attract|record|report|earn|collect|welcom|receiv|host|greet|serv|log|clock|top"
    r"|surpass|exceed|reach|achiev|maintain|push|pull|lift|rais|driv|help|bring|tak|fetch|secur"
    r"|expect|project|forecast|estimat|predict|anticipat|pois|see|hit|notch|gross|enjoy|handl"
    r"|target(?!s)|amount|total|number)(?:e?s|e?d|ing|ting|ping|ted|ped|led|ling)"
    r"|posts|posted|posting|chalk(?:ed|s|ing) up|rak(?:ed|es|ing) in|drove|drawn?|drew|draws|took"
    r"|tak(?:e|en)|help|push|lift|raise|drive|bring|brought|attract|welcome|receive|host|greet|serve|earn|collect"
    r"|reach|exceed|surpass|achieve|secure|draw|lure|fetch|saw|seen|stood|stands?|came|comes"
    r"|went|goes|likely|set to|sends|sent|did|do(?:es)?|will|would|may|could|should"
)
# Verbs that lead from what did something to the quantity that it moved, before its article.
MOVES = (
    r"(?:put|pegged|brought|lifted|pushed|took|raised|drove|kept|bringing|taking|lifting|pushing"
    r"|raising|driving|dragging|pulling|sending)(?=\s+(?:the|its|their|total|overall"
    r"|\w+[- ]month|retail|exports?|imports?|industrial|GRDP)(?!\w))"
)
# The last word before a number, where it says what the quantity did: "exports rebounded". These
# participles say which quantity it is: "capital disbursed".
ACTS = (
    r"(?!(?:\w*disburs|regist|implement|reali[sz]|harvest|plant|licen[cs]|import|export|invest"
    r"|dissolv|add|establish|suspend|process|insur|\w*employ|train|vaccinat|infect|kill|injur"
    r"|damag|creat|complet|sign|grant|approv|consum|farm|slaughter|generat|produc|mobili[sz]"
    r"|collect|ne|se|fe|we|inde|hundr)(?:er)?ed\b)[a-z]{3,}(?:ed|ly)"
    r"|(?:rebound|recover|slow|rall(?:y|ie)|sho(?:o)?t|bounce)s?(?: back)?"
)
# Words between names, forms of "to be" and "to have", and who it is that has something: a pattern.
FUNCTION_WORDS = (
    r"as a whole|after|last|is|are|was|were|be|been|being|has|have|had|who|which|that|this|these"
    r"|those|it|they|as|its|their|combined|about|around|nearly|almost|overall|still|also|already"
    r"|now|some|only|forecast|worth|valued|visited|(?:visiting|coming to|came to|who came to) the"
    r" (?:province|city|locality)|(?:the )?(?:province|city|locality)(?:['’]s)?|s"
)
