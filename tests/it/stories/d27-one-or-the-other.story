# D27 Two days between which the writer hesitates are offered; "pas Hugo" is the other of two.
centre martin
@ 2026-06-09 09:00
> martin@example.org | réserver Hugo le 20 ou le 21 juillet matin
! asked
< martin@example.org
| 1 lundi 20 juillet
| 2 mardi 21 juillet
>> martin@example.org | 21
! acted
< martin@example.org | Hugo, mardi 21 juillet
< directrice@example.org
> martin@example.org | Zoé le 17 juin ou le 24 journée
! asked
< martin@example.org
> martin@example.org | le 17
! acted
< martin@example.org | Zoé, mercredi 17 juin
< directrice@example.org
> martin@example.org | Hugo le 17 juin ou le 24 matin
! asked
< martin@example.org
> martin@example.org | les deux
! acted
< martin@example.org | Hugo, mercredi 17 et mercredi 24 juin
< directrice@example.org
@ 2026-06-09 10:00
> martin@example.org | réserver Zoé le 14 ou le 15 juillet matin
! asked
< martin@example.org
| « oui » ou « mercredi 15 juillet »
>> martin@example.org | le 15
! acted
< martin@example.org | Zoé, mercredi 15 juillet
< directrice@example.org
> martin@example.org | réserver vendredi 17 juillet matin
! asked
< martin@example.org
> martin@example.org | pas Hugo
! acted
< martin@example.org | Zoé, vendredi 17 juillet
< directrice@example.org
@ 2026-06-09 11:00
> martin@example.org | Hugo lundi 6 ou mardi 7 juillet matin
! asked
< martin@example.org
> martin@example.org | lundi
! acted
< martin@example.org | Hugo, lundi 6 juillet
< directrice@example.org
> martin@example.org | Hugo mercredi prochain après-midi
! asked
< martin@example.org
>> martin@example.org | mercredi
! asked
< martin@example.org
| 2 mercredi 17 juin
