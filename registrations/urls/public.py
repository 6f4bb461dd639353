from django.urls import path

from registrations.views import interest, my, owndata, ownfiles, public

app_name = "registrations"

urlpatterns = [
    path("events/<slug:slug>/register/", public.register, name="register"),
    path("events/<slug:slug>/registered/", public.registered, name="registered"),
    path("events/<slug:slug>/interest/", interest.ask, name="interest"),
    path("events/<slug:slug>/interest/asked/", interest.asked, name="interest-asked"),
    path("interest/<str:token>/", interest.own, name="interest-own"),
    path("my/", my.my, name="my"),
    path("my/code/", my.code, name="my-code"),
    path("my/leave/", my.leave, name="my-leave"),
    path("r/<str:token>/", public.mine, name="mine"),
    path("r/<str:token>/change/", public.change, name="change"),
    path("r/<str:token>/cancel/", public.cancel, name="cancel"),
    path("r/<str:token>/ticket.pdf", ownfiles.ticket, name="ticket"),
    path("r/<str:token>/event.ics", ownfiles.entry, name="entry"),
    path("r/<str:token>/data/", owndata.shown, name="data"),
    path("r/<str:token>/data.json", owndata.as_json, name="data-json"),
    path("r/<str:token>/data/withdraw/", owndata.withdraw, name="data-withdraw"),
    path("r/<str:token>/data/ask/", owndata.ask, name="data-ask"),
]
