# D27 A choice is answered by its number, by its place, or by the day of the month; "les deux" are both.
centre martin
@ 2026-06-09 09:00
> martin@example.org | Zoé mercredi prochain journée
! asked
< martin@example.org
| 1 mercredi 10 juin
| 2 mercredi 17 juin
>> martin@example.org | le 1
! acted
< martin@example.org | Zoé, mercredi 10 juin
< directrice@example.org
> martin@example.org | Zoé mercredi prochain matin
! asked
< martin@example.org
> martin@example.org | la 2
! acted
< martin@example.org | Zoé, mercredi 17 juin
< directrice@example.org
> martin@example.org | Hugo mercredi prochain matin
! asked
< martin@example.org
>> martin@example.org | Le premier, merci
! acted
< martin@example.org | Hugo, mercredi 10 juin
< directrice@example.org
> martin@example.org | Hugo mercredi prochain journée
! asked
< martin@example.org
>> martin@example.org | la deuxième
! acted
< martin@example.org | Hugo, mercredi 17 juin
< directrice@example.org
@ 2026-06-15 09:00
> martin@example.org | Zoé mercredi prochain journée
! asked
< martin@example.org
| 1 mercredi 17 juin
| 2 mercredi 24 juin
> martin@example.org | 24
! acted
< martin@example.org | Zoé, mercredi 24 juin
< directrice@example.org
@ 2026-06-15 10:00
> martin@example.org | Hugo mercredi prochain après-midi
! asked
< martin@example.org
>> martin@example.org | 21
! asked
< martin@example.org
>> martin@example.org | non
< martin@example.org
@ 2026-06-22 09:00
> martin@example.org | Hugo mercredi prochain journée
! asked
< martin@example.org
| 1 mercredi 24 juin
| 2 mercredi 1er juillet
> martin@example.org | les deux
! acted
< martin@example.org | Hugo, mercredi 24 juin et mercredi 1er juillet
| mer. 24/06
| mer. 01/07
< directrice@example.org
> martin@example.org | Zoé mercredi prochain après-midi
! asked
< martin@example.org
>> martin@example.org | le 1
! asked
< martin@example.org
| 1 mercredi 24 juin
| 2 mercredi 1er juillet
>> martin@example.org | le second
! acted
< martin@example.org | Zoé, mercredi 1er juillet
< directrice@example.org
@ 2026-06-22 10:00
> martin@example.org | Zoé lundi 6 juillet
! asked
< martin@example.org
| 2 matin
>> martin@example.org | le 2
! acted
< martin@example.org | Zoé, lundi 6 juillet
| Zoé, matin
< directrice@example.org
> martin@example.org | réserver mardi 7 juillet matin
! asked
< martin@example.org
| 2 Hugo
>> martin@example.org | le premier
! acted
< martin@example.org | Zoé, mardi 7 juillet
< directrice@example.org
> martin@example.org | Zoé mercredi 4 juillet matin
! asked
< martin@example.org
>> martin@example.org | le 9
! acted
< martin@example.org | Zoé, jeudi 9 juillet
< directrice@example.org
@ 2026-06-29 09:00
> martin@example.org | Zoé mercredi prochain matin
! asked
< martin@example.org
| 1 mercredi 1er juillet
| 2 mercredi 8 juillet
>> martin@example.org | 1 et 2
! acted
< martin@example.org | Zoé, mercredi 1er et mercredi 8 juillet
< directrice@example.org
> martin@example.org | réserver vendredi 10 juillet matin
! asked
< martin@example.org
> martin@example.org | le dernier
! acted
< martin@example.org | Hugo, vendredi 10 juillet
< directrice@example.org
> martin@example.org | Hugo mercredi prochain après-midi
! asked
< martin@example.org
>> martin@example.org | le 1 et le 3
! asked
< martin@example.org
| 2 mercredi 8 juillet
