# D10 Where days that come again end is answered in a word: an end of our own, a date, the end of a month.
centre martin
@ 2026-06-09 09:00
> martin@example.org | Zoé tous les mercredis journée
! asked
< martin@example.org
| jusqu'à quel jour ?
| 1 jusqu'au mercredi 1er juillet
| Une autre fin convient aussi.
> martin@example.org | jusqu'à fin juin
! acted
< martin@example.org | Zoé, 3 jours, du 10 au 24 juin
< directrice@example.org
> martin@example.org | book Hugo every Wednesday morning
! asked
< martin@example.org
>> martin@example.org | until 17 June
! acted
< martin@example.org | Hugo, Wednesday 10 and Wednesday 17 June
< directrice@example.org
> martin@example.org | Hugo tous les mercredis après-midi
! asked
< martin@example.org
>> martin@example.org | 1
! acted
< martin@example.org | Hugo, 4 jours, du 10 juin au 1er juillet
< directrice@example.org
