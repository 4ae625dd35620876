# B1 A "oui" beside another message's worth of days is not lost, and does not do both: the newer is asked first, and each keeps its own "oui".
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie, Raphaël, Lilou et Antoine du 9 au 31 juillet journée
! asked_confirmation
< dupont@example.org | à confirmer
| 17 jours, du 9 au 31 juillet
>> dupont@example.org | oui⏎réserver Marie, Raphaël, Lilou et Antoine du 1er au 24 août journée
! asked_confirmation
< dupont@example.org | à confirmer
| 17 jours, du 1er au 24 août
>> dupont@example.org | non
! acted
< dupont@example.org
| rien n'a été fait
> dupont@example.org | oui
! acted
< dupont@example.org | Demande n° 1 enregistrée
| Marie, journée
| lun. 09/07
< directrice@example.org | [lot 1]
