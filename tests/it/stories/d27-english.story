# D27 The same in English: one word, a number, yes, no.
centre martin
@ 2026-06-09 09:00
> martin@example.org | book Zoé Wed 8 July
! asked
< martin@example.org
| It is enough to reply “1” or “full day”, for example:
| 1 full day
| Without an answer before Friday 12 June at 9:00, nothing will be done.
>> martin@example.org | morning
! acted
< martin@example.org
| book Zoé Wed 8 July morning
< directrice@example.org
> martin@example.org | book Zoé 07/08 full day
! asked
< martin@example.org
| “yes” or “Wednesday 8 July”
>> martin@example.org | yes
< martin@example.org
< directrice@example.org
> martin@example.org | please book on Thursday 9 July, morning
! asked
< martin@example.org
>> martin@example.org | both
! acted
< martin@example.org
< directrice@example.org
> martin@example.org | book Hugo Fri 10 July
! asked
< martin@example.org
>> martin@example.org | no
! acted
< martin@example.org
| nothing was done
@ 2026-06-09 10:00
> martin@example.org | Book Zoe on 17 June
! asked
< martin@example.org
>> martin@example.org | full day please
! acted
< martin@example.org | Request no. 4 received: Zoé, Wednesday 17 June
< directrice@example.org
> martin@example.org | Book Hugo next Wednesday full day
! asked
< martin@example.org
> martin@example.org | the 17th
! acted
< martin@example.org | Hugo, Wednesday 17 June
< directrice@example.org
> martin@example.org | Book Hugo on 24 June
! asked
< martin@example.org
>> martin@example.org | zzz
! asked
< martin@example.org
| for which part of the day
