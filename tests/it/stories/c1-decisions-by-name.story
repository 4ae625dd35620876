# C1 The director decides by name: a family, a child, what is left; a name that stands in no line is asked about.
centre martin
@ 2026-06-09 09:00
> martin@example.org | réserver Zoé mer 8/07 matin
< martin@example.org | Demande n° 1 enregistrée
< directrice@example.org | [lot 1]
> martin@example.org | réserver Hugo mer 8/07 matin
< martin@example.org | Demande n° 2 enregistrée
< directrice@example.org | [lot 2]
> nguyen@example.org | réserver Léo mer 8/07 matin
< nguyen@example.org | Demande n° 3 enregistrée
< directrice@example.org | [lot 3]
> diallo@example.org | réserver Awa mer 8/07 matin
< diallo@example.org | Demande n° 4 enregistrée
< directrice@example.org | [lot 4]
>> directrice@example.org | Léa ok
! asked
< directrice@example.org
>> directrice@example.org | famille Martin ok, Awa refusée (dossier incomplet)
! acted
< directrice@example.org
| MARTIN Zoé
| MARTIN Hugo
| DIALLO Awa
< martin@example.org | Accepté
< diallo@example.org | Refusé : Awa, mercredi 8 juillet
| refusé : dossier incomplet
