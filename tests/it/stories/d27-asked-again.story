# D27 An answer may lead to the next question; twice nothing understood, and a person reads it; "non" drops it; a new order wins.
centre martin
@ 2026-06-09 09:00
> martin@example.org | réserver mer 8/07
! asked
< martin@example.org
| pour quel enfant ?
>> martin@example.org | Zoé
! asked
< martin@example.org
| pour quel moment de la journée ?
| réserver mer 8/07 Zoé
>> martin@example.org | comme d'habitude
! asked
< martin@example.org
| pour quel moment de la journée ?
>> martin@example.org | comme la semaine passée
! not_understood
< martin@example.org
| je n'ai rien fait : je n'arrive pas à comprendre ce que vous souhaitez
| La direction lira votre message
>> martin@example.org | matin
! told
< martin@example.org
| vous aviez déjà répondu
@ 2026-06-10 09:00
> martin@example.org | réserver Zoé jeu 9/07
! asked
< martin@example.org
>> martin@example.org | non
! acted
< martin@example.org
| c'est noté : rien n'a été fait
>> martin@example.org | matin
! told
< martin@example.org
| vous aviez déjà répondu
@ 2026-06-11 09:00
> martin@example.org | réserver Zoé ven 10/07
! asked
< martin@example.org
>> martin@example.org | réserver Hugo ven 10/07 matin
! acted
< martin@example.org | Hugo, vendredi 10 juillet
< directrice@example.org
> martin@example.org | matin
! not_understood
< martin@example.org
