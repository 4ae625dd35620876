# D27 What an answer says beside changes the order or adds to it; each child may have its own; "finalement non" drops it.
centre martin
@ 2026-06-09 09:00
> martin@example.org | Zoé 7/08 journée
! asked
< martin@example.org
> martin@example.org | oui mais le matin
! acted
< martin@example.org | Zoé, vendredi 31 juillet
| Zoé, matin
< directrice@example.org
> martin@example.org | Zoé mercredi 17 juin
! asked
< martin@example.org
>> martin@example.org | oui, et Hugo aussi
! asked
< martin@example.org
| pour quel moment de la journée ?
>> martin@example.org | matin
! acted
< martin@example.org | Zoé et Hugo, mercredi 17 juin
< directrice@example.org
> martin@example.org | Zoé mercredi prochain journée
! asked
< martin@example.org
>> martin@example.org | oui mais le matin
! asked
< martin@example.org
| 2 mercredi 17 juin
>> martin@example.org | 1
! acted
< martin@example.org
| Zoé, matin
| mer. 10/06
< directrice@example.org
@ 2026-06-10 09:00
> martin@example.org | Zoé et Hugo lundi 6 juillet
! asked
< martin@example.org
> martin@example.org | matin pour Zoé et journée pour Hugo
! acted
< martin@example.org | Zoé et Hugo, lundi 6 juillet
| Zoé, matin
| Hugo, journée
< directrice@example.org
> martin@example.org | Hugo mardi 7 juillet
! asked
< martin@example.org
>> martin@example.org | Zoé le matin et Hugo l'après-midi
! asked
< martin@example.org
| pour quel moment de la journée ?
> martin@example.org | finalement non
! acted
< martin@example.org
| c'est noté : rien n'a été fait
> martin@example.org | book Hugo on Wednesday 24 June
! asked
< martin@example.org
> martin@example.org | Never mind
! acted
< martin@example.org
| noted: nothing was done
@ 2026-06-11 09:00
> martin@example.org | Zoé mercredi 8 juillet
! asked
< martin@example.org
> martin@example.org | 9 juillet plutôt
! asked
< martin@example.org
| pour quel moment de la journée ?
- que je ne comprends pas
>> martin@example.org | matin
! acted
< martin@example.org | Zoé, jeudi 9 juillet
< directrice@example.org
> martin@example.org | Zoé lundi 13 juillet
! asked
< martin@example.org
> martin@example.org | oui et Hugo
! asked
< martin@example.org
> martin@example.org | finalement mercredi 15
! asked
< martin@example.org
>> martin@example.org | matin
! acted
< martin@example.org | Zoé et Hugo, mercredi 15 juillet
< directrice@example.org
@ 2026-06-11 10:00
> martin@example.org | 3 juillet plutôt
! not_understood
< martin@example.org
| je n'ai pas compris cette ligne
- que je ne comprends pas
