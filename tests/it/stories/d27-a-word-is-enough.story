# D27 A question keeps what was clear; the answer may be one word: a slot, a child, a number, a name, a day.
centre martin
@ 2026-06-09 09:00
> martin@example.org | réserver Zoé mer 8/07
! asked
< martin@example.org | Une précision
| je n'ai encore rien fait : pour quel moment de la journée ?
| Il suffit de répondre « 1 » ou « journée », par exemple :
| 1 journée
| 2 matin
| 3 après-midi
| Sans réponse avant le vendredi 12 juin à 9 h, rien ne sera fait.
>> martin@example.org | matin
! acted
< martin@example.org | Demande n° 1 enregistrée : Zoé, mercredi 8 juillet
| réserver Zoé mer 8/07 matin
| Zoé, matin
< directrice@example.org | 1 demande à valider
> martin@example.org | réserver mer 15/07 matin
! asked
< martin@example.org
| pour quel enfant ?
| 1 Zoé
| 2 Hugo
>> martin@example.org | Bonjour,⏎les deux svp⏎Merci⏎Sophie Martin
! acted
< martin@example.org | Demande n° 2 enregistrée : Zoé et Hugo, mercredi 15 juillet
< directrice@example.org
> martin@example.org | réserver Zoé mercredi 11/07 journée
! asked
< martin@example.org
| le 11 juillet 2026 est un samedi
| 1 mercredi 8 juillet
| 2 mercredi 15 juillet
| Un autre jour convient aussi.
>> martin@example.org | le 22
! acted
< martin@example.org
| Zoé, journée
| mer. 22/07
< directrice@example.org
> martin@example.org | réserver Hugo mercredi 11/07 matin
! asked
< martin@example.org
>> martin@example.org | 1
! acted
< martin@example.org | Hugo, mercredi 8 juillet
| Hugo, matin
< directrice@example.org
> martin@example.org | réserver Anna jeu 9/07 matin
! asked
< martin@example.org
| je ne connais pas « Anna »
| 1 Zoé
>> martin@example.org | Zoé
! acted
< martin@example.org | Zoé, jeudi 9 juillet
< directrice@example.org
