const KEYWORDS =
  /```|\b(?:code|function|python|javascript|sql|algorithm|program|implement|debug|prove|solve|calculate|equation|integral|probability|theorem|explain|analy[sz]e|compare|step by step|reason(?:ing)?|why)\b|\d+\s*[-+*/^=]\s*\d+/gi

/** The plain rule that a router has to beat: how many words of the prompt sound like hard work. */
export const keywordsIn = (prompt: string): number => prompt.match(KEYWORDS)?.length ?? 0
