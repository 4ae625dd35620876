# D27 Days that do not exist, are closed, past, or could be two: the answer takes their place, and only theirs.
centre martin
@ 2026-06-09 09:00
> martin@example.org | réserver Zoé 31/06 matin
! asked
< martin@example.org
| la date « 31/06 » n'existe pas
| Il suffit de répondre par le jour
>> martin@example.org | le 1er juillet
! acted
< martin@example.org | Zoé, mercredi 1er juillet
< directrice@example.org
> martin@example.org | réserver Hugo mar 14/07 et jeu 16/07 matin
! asked
< martin@example.org
| le centre est fermé
>> martin@example.org | le 15
! acted
< martin@example.org | Hugo, mercredi 15 et jeudi 16 juillet
| mer. 15/07
| jeu. 16/07
< directrice@example.org
> martin@example.org | réserver Zoé mercredi 3 juin matin
! asked
< martin@example.org
| est passé
| « oui » ou « mercredi 10 juin »
>> martin@example.org | oui
! acted
< martin@example.org | Zoé, mercredi 10 juin
< directrice@example.org
> martin@example.org | réserver Zoé lun 20/07 demi-journée
! asked
< martin@example.org
| « demi-journée »
>> martin@example.org | l'après-midi
! acted
< martin@example.org
| Zoé, après-midi
< directrice@example.org
@ 2026-06-09 09:30
> martin@example.org | réserver Zoé du 21 au 20 juillet matin
! asked
< martin@example.org
- Il suffit
@ 2026-06-09 10:00
> martin@example.org | réserver Hugo du 6 au 31 juin matin
! asked
< martin@example.org
- Il suffit
> martin@example.org | réserver Hugo le 8/07 et le 31/06 matin
! asked
< martin@example.org
- Il suffit
@ 2026-06-11 11:00
> martin@example.org | réserver Zoé jeu 23/07
! asked
< martin@example.org
>> martin@example.org | le 23 juillet, le matin
! acted
< martin@example.org | Zoé, jeudi 23 juillet
< directrice@example.org
> martin@example.org | réserver Zoé ven 24/07
! asked
< martin@example.org
>> martin@example.org | Hugo matin
! asked
< martin@example.org
| pour quel moment de la journée ?
>> martin@example.org | Hugo ven 24/07 matin
! acted
< martin@example.org | Hugo, vendredi 24 juillet
< directrice@example.org
