# What a page asks of the phone: a file to upload, the camera.
.class public final Lid/pelangi/app/Asks;
.super Landroid/webkit/WebChromeClient;

.field private final main:Lid/pelangi/app/Main;

.method public constructor <init>(Lid/pelangi/app/Main;)V
    .registers 2
    invoke-direct {p0}, Landroid/webkit/WebChromeClient;-><init>()V
    iput-object p1, p0, Lid/pelangi/app/Asks;->main:Lid/pelangi/app/Main;
    return-void
.end method

.method public onShowFileChooser(Landroid/webkit/WebView;Landroid/webkit/ValueCallback;Landroid/webkit/WebChromeClient$FileChooserParams;)Z
    .registers 6
    invoke-virtual {p3}, Landroid/webkit/WebChromeClient$FileChooserParams;->createIntent()Landroid/content/Intent;
    move-result-object v0
    iget-object v1, p0, Lid/pelangi/app/Asks;->main:Lid/pelangi/app/Main;
    invoke-virtual {v1, p2, v0}, Lid/pelangi/app/Main;->choose(Landroid/webkit/ValueCallback;Landroid/content/Intent;)V
    const/4 v0, 0x1
    return v0
.end method

# The camera is given to the cell alone, and nothing else to anybody.
.method public onPermissionRequest(Landroid/webkit/PermissionRequest;)V
    .registers 5
    invoke-virtual {p1}, Landroid/webkit/PermissionRequest;->getOrigin()Landroid/net/Uri;
    move-result-object v0
    invoke-static {v0}, Lid/pelangi/app/Place;->isOurs(Landroid/net/Uri;)Z
    move-result v0
    if-eqz v0, :deny
    invoke-virtual {p1}, Landroid/webkit/PermissionRequest;->getResources()[Ljava/lang/String;
    move-result-object v0
    invoke-static {v0}, Ljava/util/Arrays;->asList([Ljava/lang/Object;)Ljava/util/List;
    move-result-object v0
    const-string v1, "android.webkit.resource.VIDEO_CAPTURE"
    invoke-interface {v0, v1}, Ljava/util/List;->contains(Ljava/lang/Object;)Z
    move-result v0
    if-eqz v0, :deny
    iget-object v0, p0, Lid/pelangi/app/Asks;->main:Lid/pelangi/app/Main;
    invoke-virtual {v0, p1}, Lid/pelangi/app/Main;->camera(Landroid/webkit/PermissionRequest;)V
    return-void
    :deny
    invoke-virtual {p1}, Landroid/webkit/PermissionRequest;->deny()V
    return-void
.end method

.method public onPermissionRequestCanceled(Landroid/webkit/PermissionRequest;)V
    .registers 4
    iget-object v0, p0, Lid/pelangi/app/Asks;->main:Lid/pelangi/app/Main;
    const/4 v1, 0x0
    iput-object v1, v0, Lid/pelangi/app/Main;->asked:Landroid/webkit/PermissionRequest;
    return-void
.end method
