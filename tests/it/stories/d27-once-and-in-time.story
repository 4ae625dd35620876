# D27, D28 An answer is done once, within 72 hours, and only when it is proven; a day of the answer is meant from the day of the answer.
centre martin
@ 2026-06-09 09:00
> martin@example.org | réserver Zoé mer 8/07
! asked
< martin@example.org
@ 2026-06-13 09:00
>> martin@example.org | matin
! told
< martin@example.org
| je n'ai rien fait : le délai pour répondre est passé
| réserver Zoé, mer. 8 juillet, matin
@ 2026-06-15 09:00
> martin@example.org | réserver Zoé mer 8/07
! asked
< martin@example.org
?> martin@example.org | matin
! not_understood
< martin@example.org
- mer. 08/07
> martin@example.org | matin
! acted
< martin@example.org | Zoé, mercredi 8 juillet
< directrice@example.org
> martin@example.org | matin
! not_understood
< martin@example.org
@ 2026-07-06 09:00
> martin@example.org | réserver Hugo matin
! asked
< martin@example.org
| pour quel jour ?
@ 2026-07-08 09:00
>> martin@example.org | demain
! acted
< martin@example.org | Hugo, jeudi 9 juillet
< directrice@example.org
>> martin@example.org | demain
! told
< martin@example.org
| vous aviez déjà répondu
