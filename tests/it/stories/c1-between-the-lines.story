# C1 What a director writes between the lines of a quoted list is meant for the line above: without a number it asks.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie jeu 12/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
> nguyen@example.org | réserver Léo jeu 12/07 journée
< nguyen@example.org | Demande n° 2
< directrice@example.org | [lot 2]
>> directrice@example.org | > 1 DUPONT Marie (10) jeu. 12 juillet⏎ok⏎> 2 NGUYEN Léo (9) jeu. 12 juillet
! asked
< directrice@example.org | Une précision
| je ne vois pas quelle décision prendre
>> directrice@example.org | Ok⏎> 1 DUPONT Marie (10) jeu. 12 juillet⏎> 2 NGUYEN Léo (9) jeu. 12 juillet⏎refuser 2 : trop jeune⏎> Réponses possibles
! asked
< directrice@example.org | Une précision
>> directrice@example.org | ok pour le 9/07
! not_understood
< directrice@example.org | Une précision
>> directrice@example.org | accepter 1 2
! acted
< directrice@example.org | 2 réservations acceptées
< dupont@example.org | Accepté : Marie
< nguyen@example.org | Accepté : Léo
