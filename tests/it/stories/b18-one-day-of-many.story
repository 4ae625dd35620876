# B18 A request of many days: each can be cancelled alone, and a part of a day too.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie du 16 au 20 juillet journée
< dupont@example.org | Marie, 5 jours, du 16 au 20 juillet
< directrice@example.org | [lot 1]
| lun. 16, mar. 17, mer. 18,
>> directrice@example.org | ok
< directrice@example.org | 5 réservations acceptées [lot 1]
< dupont@example.org | Accepté : Marie, 5 jours, du 16 au 20 juillet
> dupont@example.org | annuler Marie mar 17/07
< dupont@example.org
| mar. 17/07 journée demande d'annulation
< directrice@example.org | [lot 2]
| DUPONT Marie (10) mar. 17 juillet journée annulation demandée
> dupont@example.org | annuler Marie mer 18/07 matin
< dupont@example.org | Demande d'annulation : Marie, mercredi 18 juillet, matin
| votre demande d'annulation (matin) est transmise
| mer. 18/07 matin demande d'annulation
< directrice@example.org | [lot 3]
| mar. 17 juillet journée annulation demandée
| mer. 18 juillet matin annulation demandée
>> directrice@example.org | ok
< directrice@example.org | 2 annulations acceptées [lot 3]
< dupont@example.org | Annulé : Marie, mardi 17 et mercredi 18 juillet
| mar. 17/07 journée annulé
| mer. 18/07 matin annulé
> dupont@example.org | statut
< dupont@example.org
| voici vos 4 réservations à venir
| lun. 16/07 journée accepté
| mer. 18/07 repas + après-midi accepté
| Marie : refusé ou annulé
| mar. 17/07 journée annulé
| mer. 18/07 matin annulé
