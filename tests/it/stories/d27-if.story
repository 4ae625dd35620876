# D27 A doubt is asked with what "oui" would do; "oui" does it, "non" does not.
centre martin
@ 2026-06-09 09:00
> martin@example.org | réserver peut-être Zoé mer 8/07 matin
! asked
< martin@example.org
| votre phrase laisse un doute
| oui réserver Zoé, mer. 8 juillet, matin
| non
>> martin@example.org | oui
! acted
< martin@example.org | Demande n° 1 enregistrée : Zoé, mercredi 8 juillet
< directrice@example.org
>> martin@example.org | oui
! told
< martin@example.org
| vous aviez déjà répondu
> martin@example.org | annuler peut-être Zoé mer 8/07
! asked
< martin@example.org
| oui annuler Zoé, mer. 8 juillet
>> martin@example.org | non
! acted
< martin@example.org
| rien n'a été fait
> martin@example.org | maybe book Hugo Thu 9 July morning
! asked
< martin@example.org
| yes book Hugo, Thu 9 July, morning
>> martin@example.org | yes please
! acted
< martin@example.org
< directrice@example.org
> martin@example.org | réserver Zoé mercredi 8/07 matin ou jeudi 9/07 matin
! asked
< martin@example.org
- oui réserver
