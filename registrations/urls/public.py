from django.urls import path

from registrations.views import (
    answers,
    group,
    interest,
    invitation,
    my,
    news,
    owndata,
    ownfiles,
    public,
    seat,
)

app_name = "registrations"

urlpatterns = [
    path("events/<slug:slug>/register/", public.register, name="register"),
    path("events/<slug:slug>/registered/", public.registered, name="registered"),
    path("events/<slug:slug>/interest/", interest.ask, name="interest"),
    path("events/<slug:slug>/interest/asked/", interest.asked, name="interest-asked"),
    path("interest/<str:token>/", interest.own, name="interest-own"),
    path("news/<str:token>/", news.refuse, name="news"),
    path("my/", my.my, name="my"),
    path("my/code/", my.code, name="my-code"),
    path("my/leave/", my.leave, name="my-leave"),
    path("events/<slug:slug>/group/", group.ask, name="group"),
    path("events/<slug:slug>/group/asked/", group.asked, name="group-asked"),
    path("r/<str:token>/", public.mine, name="mine"),
    path("r/<str:token>/change/", public.change, name="change"),
    path("r/<str:token>/deputy/", seat.deputy, name="deputy"),
    path("r/<str:token>/take-up/", seat.take_up, name="take-up"),
    path("r/<str:token>/cancel/", public.cancel, name="cancel"),
    path("i/<str:token>/", invitation.invitation, name="invitation"),
    path("i/<str:token>/yes/", invitation.accept, name="invitation-accept"),
    path("i/<str:token>/no/", invitation.decline, name="invitation-decline"),
    path("i/<str:token>/deputy/", invitation.deputy, name="invitation-deputy"),
    path("i/<str:token>/people/", invitation.people, name="invitation-people"),
    path("i/<str:token>/people/<str:code>/withdraw/", invitation.withdraw, name="invitation-withdraw"),
    path("i/<str:token>/opened/", invitation.opened, name="invitation-opened"),
    path("r/<str:token>/ticket.pdf", ownfiles.ticket, name="ticket"),
    path("r/<str:token>/event.ics", ownfiles.entry, name="entry"),
    path("r/<str:token>/data/", owndata.shown, name="data"),
    path("r/<str:token>/data.json", owndata.as_json, name="data-json"),
    path("r/<str:token>/data/withdraw/", owndata.withdraw, name="data-withdraw"),
    path("r/<str:token>/data/ask/", owndata.ask, name="data-ask"),
    path("r/<str:token>/files/<int:answer_id>/", answers.file, name="answer-file"),
]
