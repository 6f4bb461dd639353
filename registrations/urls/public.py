from django.http import HttpResponse
from django.urls import path

app_name = "registrations"
urlpatterns = [path("r/<str:token>/", lambda request, token: HttpResponse(), name="mine")]
