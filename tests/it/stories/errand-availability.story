# Places are told from the books, for the named days or the next open ones.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie, Raphaël et Antoine mer 11/07 journée
< dupont@example.org | Demande n° 1
< directrice@example.org | [lot 1]
>> directrice@example.org | accepter 1 2
< directrice@example.org
< dupont@example.org
> nguyen@example.org | reste-t-il de la place mercredi 11/07 et jeudi 12/07 ?
! told
< nguyen@example.org | Places libres
| voici les places libres.
| mer. 11/07 journée : complet
| jeu. 12/07 journée : 3 places
| ne sont pas comptées
| réserver Léo jeudi 12 juillet journée
> nguyen@example.org | is there any room on Wednesday 11/07?
! told
< nguyen@example.org | Free places
| there is no free place on Wednesday 11 July.
> nguyen@example.org | places
! told
< nguyen@example.org | Places libres
| mer. 04/07 journée : 3 places
| mer. 11/07 journée : complet
> nguyen@example.org | reste-t-il de la place jeudi 12/07 le matin pour Mai ?
! told
< nguyen@example.org | Places libres
| jeu. 12/07 matin : 3 places
| réserver Mai jeudi 12 juillet matin
