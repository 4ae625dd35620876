# B3, D21 A slot that does not run says so: Friday 13 July 2012 has no morning.
centre alsh
@ 2012-07-02 09:00
> dupont@example.org | réserver Marie du 9 au 13 juillet journée
< dupont@example.org | Demande n° 1 enregistrée : Marie, 4 jours, du 9 au 12 juillet
| jeu. 12/07 en demande
| ven. 13/07
| matin
< directrice@example.org | 1 demande à valider
- ven. 13
> dupont@example.org | réserver Marie ven 13/07 matin
! asked
< dupont@example.org
| rien
