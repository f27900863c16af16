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
# What moves from one level to another, or to one: "surged from 180 to 212".
MOVEMENTS = (
    r"up|down|rose|ris(?:e|es|en|ing)|f[ae]ll(?:s|en|ing)?|gr[eo]w(?:n|s|ing)?|increas(?:e[ds]?|ing)"
    r"|decreas(?:e[ds]?|ing)|drop(?:s|ped|ping)?|declin(?:e[ds]?|ing)|climb(?:s|ed|ing)?"
    r"|jump(?:s|ed|ing)?|cut|reduc(?:e[ds]?|ing)|rais(?:e[ds]?|ing)|s[aiu]nk|sinking"
    r"|tumbl(?:es?|ed|ing)|plung(?:es?|ed|ing)|plummet(?:s|ed|ing)?|slump(?:s|ed|ing)?"
    r"|soar(?:s|ed|ing)?|surg(?:es?|ed|ing)|slip(?:s|ped|ping)?|slid|eas(?:ed|ing)|shr[aiu]nk"
    r"|shrinking|contracted|expand(?:s|ed|ing)?|leap(?:t|ed|ing)?|widen(?:s|ed|ing)?"
    r"|narrow(?:s|ed|ing)?|improv(?:es?|ed|ing)|doubl(?:ed|ing)|tripl(?:ed|ing)|quadrupl(?:ed|ing)"
    r"|swell(?:ed|ing)|swollen|rebounded|recovered|advanced|(?:sky)?rocketed|extended|lifted|pushed"
    r"|boosted|lowered|trimmed|brought"
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
