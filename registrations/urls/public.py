from django.urls import path

from registrations.views import group, invitation, public

app_name = "registrations"

urlpatterns = [
    path("events/<slug:slug>/register/", public.register, name="register"),
    path("events/<slug:slug>/registered/", public.registered, name="registered"),
    path("events/<slug:slug>/group/", group.ask, name="group"),
    path("events/<slug:slug>/group/asked/", group.asked, name="group-asked"),
    path("r/<str:token>/", public.mine, name="mine"),
    path("r/<str:token>/change/", public.change, name="change"),
    path("r/<str:token>/deputy/", public.deputy, name="deputy"),
    path("r/<str:token>/take-up/", public.take_up, name="take-up"),
    path("r/<str:token>/cancel/", public.cancel, name="cancel"),
    path("i/<str:token>/", invitation.invitation, name="invitation"),
    path("i/<str:token>/yes/", invitation.accept, name="invitation-accept"),
    path("i/<str:token>/no/", invitation.decline, name="invitation-decline"),
    path("i/<str:token>/deputy/", invitation.deputy, name="invitation-deputy"),
    path("i/<str:token>/people/", invitation.people, name="invitation-people"),
    path("i/<str:token>/people/<str:code>/withdraw/", invitation.withdraw, name="invitation-withdraw"),
    path("i/<str:token>/opened/", invitation.opened, name="invitation-opened"),
]
