from django.urls import path

from registrations.views import answers, public

app_name = "registrations"

urlpatterns = [
    path("events/<slug:slug>/register/", public.register, name="register"),
    path("events/<slug:slug>/registered/", public.registered, name="registered"),
    path("r/<str:token>/", public.mine, name="mine"),
    path("r/<str:token>/change/", public.change, name="change"),
    path("r/<str:token>/cancel/", public.cancel, name="cancel"),
    path("r/<str:token>/files/<int:answer_id>/", answers.file, name="answer-file"),
]
