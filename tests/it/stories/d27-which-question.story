# D27 Without the thread a word answers the only open question; of two, it is asked which. A cancellation is made whole the same way.
centre martin
@ 2026-06-09 09:00
> martin@example.org | réserver Zoé mer 8/07
! asked
< martin@example.org
> martin@example.org | réserver Hugo jeu 9/07
! asked
< martin@example.org
> martin@example.org | matin
! asked
< martin@example.org
| je n'ai encore rien fait : à laquelle de mes questions répondez-vous ?
| « réserver Zoé mer 8/07 »
| « réserver Hugo jeu 9/07 »
> nguyen@example.org | matin
! not_understood
< nguyen@example.org
@ 2026-06-09 10:00
> martin@example.org | réserver Zoé ven 10/07 journée
! acted
< martin@example.org
< directrice@example.org
@ 2026-06-16 10:00
> martin@example.org | annuler ven 10/07
! asked
< martin@example.org
| pour quel enfant ?
>> martin@example.org | Zoé
! acted
< martin@example.org | Annulé : Zoé, vendredi 10 juillet
>> martin@example.org | Zoé ven 10/07 journée
! told
< martin@example.org
| vous aviez déjà répondu
