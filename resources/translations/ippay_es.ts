<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>ippay</name>
    <message>
        <source> Next time: {at}.</source>
        <translation> Próxima vez: {at}.</translation>
    </message>
    <message>
        <source>, expires {date}</source>
        <translation>, caduca {date}</translation>
    </message>
    <message>
        <source>&gt;10</source>
        <translation>&gt;10</translation>
    </message>
    <message>
        <source>A charge of it is under way already. Nothing was sent twice.</source>
        <translation>Ya hay un cobro suyo en curso. No se envió nada dos veces.</translation>
    </message>
    <message>
        <source>A charge run has ended</source>
        <translation>Ha terminado una remesa</translation>
    </message>
    <message>
        <source>A charge run stands still and needs you</source>
        <translation>Una remesa está parada y espera su decisión</translation>
    </message>
    <message>
        <source>A decision about it is under way already.</source>
        <translation>Ya hay una decisión en curso sobre este cobro.</translation>
    </message>
    <message>
        <source>A person accepted where the payment landed</source>
        <translation>Una persona aceptó adónde fue el pago</translation>
    </message>
    <message>
        <source>A person entered it in Splynx</source>
        <translation>Una persona lo anotó en Splynx</translation>
    </message>
    <message>
        <source>A person must enter it in Splynx</source>
        <translation>Una persona debe anotarlo en Splynx</translation>
    </message>
    <message>
        <source>A person said: approved</source>
        <translation>Una persona dijo: aprobado</translation>
    </message>
    <message>
        <source>A person said: declined</source>
        <translation>Una persona dijo: rechazado</translation>
    </message>
    <message>
        <source>A person said: given back</source>
        <translation>Una persona dijo: reintegrado</translation>
    </message>
    <message>
        <source>A person said: never sent</source>
        <translation>Una persona dijo: nunca enviado</translation>
    </message>
    <message>
        <source>A person said: refused</source>
        <translation>Una persona dijo: denegado</translation>
    </message>
    <message>
        <source>A person said: the bank has paid</source>
        <translation>Una persona dijo: el banco ha pagado</translation>
    </message>
    <message>
        <source>A person said: the bank returned it</source>
        <translation>Una persona dijo: el banco lo devolvió</translation>
    </message>
    <message>
        <source>A run goes on: {done} of {all} rows.</source>
        <translation>Una remesa sigue en curso: {done} de {all} filas.</translation>
    </message>
    <message>
        <source>A run is going on. Nothing was planned.</source>
        <translation>Hay una remesa en curso. No se planificó nada.</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>Clave de API</translation>
    </message>
    <message>
        <source>API secret, kept in the keyring</source>
        <translation>Secreto de API, guardado en el llavero</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Acerca de</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>Activo</translation>
    </message>
    <message>
        <source>Adding payments</source>
        <translation>Registrar pagos</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Dirección</translation>
    </message>
    <message>
        <source>Address of the portal page copied.</source>
        <translation>Dirección de la página del portal copiada.</translation>
    </message>
    <message>
        <source>Address of the selected document</source>
        <translation>Dirección del documento seleccionado</translation>
    </message>
    <message>
        <source>Address of the selected link</source>
        <translation>Dirección del enlace seleccionado</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Antigüedad</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Todo</translation>
    </message>
    <message>
        <source>All of it is likely to settle {debts}.</source>
        <translation>Es probable que todo el importe salde lo siguiente: {debts}.</translation>
    </message>
    <message>
        <source>All reasons</source>
        <translation>Todos los motivos</translation>
    </message>
    <message>
        <source>All that is left</source>
        <translation>Todo lo que queda</translation>
    </message>
    <message>
        <source>All unpaid</source>
        <translation>Pendientes</translation>
    </message>
    <message>
        <source>Also when something in Attention needs you. Only while you look elsewhere; with counts, never with names or amounts.</source>
        <translation>También cuando algo en Atención espera su decisión. Solo mientras mira otra cosa; con cantidades, nunca con nombres ni importes.</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>Another run is going on. Nothing was started.</source>
        <translation>Hay otra remesa en curso. No se inició nada.</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Cualquiera</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>Approval</source>
        <translation>Autorización</translation>
    </message>
    <message>
        <source>Approve {amount}</source>
        <translation>Aprobar {amount}</translation>
    </message>
    <message>
        <source>Approve {amount}?</source>
        <translation>¿Aprobar {amount}?</translation>
    </message>
    <message>
        <source>Approved or accepted</source>
        <translation>Aprobado o aceptado</translation>
    </message>
    <message>
        <source>Approved today</source>
        <translation>Aprobado hoy</translation>
    </message>
    <message>
        <source>Approved {amount}. {person} can do it now, once and within a day.</source>
        <translation>Aprobado: {amount}. {person} puede hacerlo ahora, una vez y en el plazo de un día.</translation>
    </message>
    <message>
        <source>Approved, asked twice</source>
        <translation>Aprobado, preguntado dos veces</translation>
    </message>
    <message>
        <source>Approve…</source>
        <translation>Aprobar…</translation>
    </message>
    <message>
        <source>As at first</source>
        <translation>Texto original</translation>
    </message>
    <message>
        <source>Ask about everything that waits</source>
        <translation>Preguntar por todo lo que está en espera</translation>
    </message>
    <message>
        <source>Ask now</source>
        <translation>Preguntar ahora</translation>
    </message>
    <message>
        <source>Asked</source>
        <translation>Consultado</translation>
    </message>
    <message>
        <source>Asked again at</source>
        <translation>Se vuelve a preguntar</translation>
    </message>
    <message>
        <source>Asked. Settled: {settled}. Still waiting: {waiting}. For a person: {person}.</source>
        <translation>Preguntado. Resueltos: {settled}. A la espera: {waiting}. Para una persona: {person}.</translation>
    </message>
    <message>
        <source>Asked: IPpay does not know it</source>
        <translation>Preguntado: IPpay no lo conoce</translation>
    </message>
    <message>
        <source>Asked: IPpay says approved</source>
        <translation>Preguntado: IPpay dice aprobado</translation>
    </message>
    <message>
        <source>Asked: IPpay says declined</source>
        <translation>Preguntado: IPpay dice rechazado</translation>
    </message>
    <message>
        <source>Asked: IPpay says given back</source>
        <translation>Preguntado: IPpay dice reintegrado</translation>
    </message>
    <message>
        <source>Asked: IPpay says refused</source>
        <translation>Preguntado: IPpay dice denegado</translation>
    </message>
    <message>
        <source>Asked: IPpay says voided</source>
        <translation>Preguntado: IPpay dice anulado</translation>
    </message>
    <message>
        <source>Asked: IPpay took the refund back</source>
        <translation>Preguntado: IPpay deshizo el reembolso</translation>
    </message>
    <message>
        <source>Asked: no clear answer</source>
        <translation>Preguntado: sin respuesta clara</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>Preguntando…</translation>
    </message>
    <message>
        <source>Asks about a lost answer after</source>
        <translation>Pregunta por una respuesta perdida tras</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Hora</translation>
    </message>
    <message>
        <source>At (UTC)</source>
        <translation>Hora (UTC)</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>Atención</translation>
    </message>
    <message>
        <source>Attention, {n} waiting</source>
        <translation>Atención, {n} en espera</translation>
    </message>
    <message>
        <source>Awaited</source>
        <translation>En espera</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Volver</translation>
    </message>
    <message>
        <source>Back to all runs</source>
        <translation>Volver a las remesas</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Volver a la lista</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Saldo</translation>
    </message>
    <message>
        <source>Balance of customer {id}</source>
        <translation>Saldo del cliente {id}</translation>
    </message>
    <message>
        <source>Bank</source>
        <translation>Banco</translation>
    </message>
    <message>
        <source>Bank account</source>
        <translation>Cuenta bancaria</translation>
    </message>
    <message>
        <source>Bank accounts</source>
        <translation>Cuentas bancarias</translation>
    </message>
    <message>
        <source>Bank accounts only</source>
        <translation>Solo cuentas bancarias</translation>
    </message>
    <message>
        <source>Bank debit accepted, not settled yet</source>
        <translation>Adeudo aceptado, aún no firme</translation>
    </message>
    <message>
        <source>Bank debit accepted, settles by {date}</source>
        <translation>Adeudo bancario aceptado, firme hacia el {date}</translation>
    </message>
    <message>
        <source>Bank debit returned</source>
        <translation>Adeudo devuelto</translation>
    </message>
    <message>
        <source>Bank debits that came back in 60 days: {rates}</source>
        <translation>Adeudos devueltos en 60 días: {rates}</translation>
    </message>
    <message>
        <source>Bank debits today</source>
        <translation>Adeudos de hoy</translation>
    </message>
    <message>
        <source>Bank payments</source>
        <translation>Pagos por banco</translation>
    </message>
    <message>
        <source>Bank return</source>
        <translation>Devolución bancaria</translation>
    </message>
    <message>
        <source>Bank terminal id</source>
        <translation>Id. de terminal bancario</translation>
    </message>
    <message>
        <source>Before it is sold, lent or given to somebody else: destroy the local copy of Splynx, all secrets, PINs, profiles and logs on it. The journal of charges stays.</source>
        <translation>Antes de venderlo, prestarlo o dárselo a otra persona: destruir en él la copia local de Splynx, todos los secretos, PIN, perfiles y registros. El diario de cobros se conserva.</translation>
    </message>
    <message>
        <source>Being checked</source>
        <translation>En comprobación</translation>
    </message>
    <message>
        <source>Being checked, don't charge again</source>
        <translation>En comprobación, no vuelva a cobrar</translation>
    </message>
    <message>
        <source>Being given back, don't refund again</source>
        <translation>Reintegro en curso, no reembolse otra vez</translation>
    </message>
    <message>
        <source>Being recorded in Splynx</source>
        <translation>Registrándose en Splynx</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Bloqueado</translation>
    </message>
    <message>
        <source>Books</source>
        <translation>Libros</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Ambos</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>By filter</source>
        <translation>Por filtro</translation>
    </message>
    <message>
        <source>By method</source>
        <translation>Por medio de pago</translation>
    </message>
    <message>
        <source>By number</source>
        <translation>Por número</translation>
    </message>
    <message>
        <source>By partner</source>
        <translation>Por socio</translation>
    </message>
    <message>
        <source>Came back</source>
        <translation>Adeudo devuelto</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Cancel run</source>
        <translation>Cancelar remesa</translation>
    </message>
    <message>
        <source>Cannot be charged so</source>
        <translation>Así no se puede cobrar</translation>
    </message>
    <message>
        <source>Card</source>
        <translation>Tarjeta</translation>
    </message>
    <message>
        <source>Card payments</source>
        <translation>Pagos con tarjeta</translation>
    </message>
    <message>
        <source>Cards</source>
        <translation>Tarjetas</translation>
    </message>
    <message>
        <source>Cards charged today</source>
        <translation>Cobrado hoy con tarjeta</translation>
    </message>
    <message>
        <source>Cards only</source>
        <translation>Solo tarjetas</translation>
    </message>
    <message>
        <source>Charge</source>
        <translation>Cobrar</translation>
    </message>
    <message>
        <source>Charge a period</source>
        <translation>Cobrar un periodo</translation>
    </message>
    <message>
        <source>Charge a period…</source>
        <translation>Cobrar un periodo…</translation>
    </message>
    <message>
        <source>Charge being checked, not a receipt</source>
        <translation>Cobro en comprobación, no es un recibo</translation>
    </message>
    <message>
        <source>Charge selected…</source>
        <translation>Cobrar selección…</translation>
    </message>
    <message>
        <source>Charge to</source>
        <translation>Cobrar a</translation>
    </message>
    <message>
        <source>Charge without payment</source>
        <translation>Cobro sin pago</translation>
    </message>
    <message>
        <source>Charge without payment, not a receipt</source>
        <translation>Cobro sin pago, no es un recibo</translation>
    </message>
    <message>
        <source>Charge {amount} to {method}</source>
        <translation>Cobrar {amount} a {method}</translation>
    </message>
    <message>
        <source>Charge {n} for {sum}</source>
        <translation>Cobrar {n} por {sum}</translation>
    </message>
    <message>
        <source>Charged</source>
        <translation>Cobrado</translation>
    </message>
    <message>
        <source>Charged before as {ids}</source>
        <translation>Cobrado antes como {ids}</translation>
    </message>
    <message>
        <source>Charged elsewhere</source>
        <translation>Cobrado en otra parte</translation>
    </message>
    <message>
        <source>Charged elsewhere, recorded</source>
        <translation>Cobrado en otra parte, registrado</translation>
    </message>
    <message>
        <source>Charged to</source>
        <translation>Cobrado a</translation>
    </message>
    <message>
        <source>Charged with a warning</source>
        <translation>Se cobra con aviso</translation>
    </message>
    <message>
        <source>Charges are under way</source>
        <translation>Hay cobros en curso</translation>
    </message>
    <message>
        <source>Charges at once</source>
        <translation>Cobros a la vez</translation>
    </message>
    <message>
        <source>Charges that are under way go on; nothing new begins until you unlock.</source>
        <translation>Los cobros en curso continúan; no empieza nada nuevo hasta que desbloquee.</translation>
    </message>
    <message>
        <source>Charging policy</source>
        <translation>Política de cobro</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Comprobación</translation>
    </message>
    <message>
        <source>Check and make links</source>
        <translation>Comprobar y crear enlaces</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Comprobar ahora</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>En comprob.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Comprobando…</translation>
    </message>
    <message>
        <source>Choose a charge to read its whole state; open it to see all that happened.</source>
        <translation>Elija un cobro para leer su estado completo; ábralo para ver todo lo ocurrido.</translation>
    </message>
    <message>
        <source>Choose a period and compare.</source>
        <translation>Elija un periodo y compare.</translation>
    </message>
    <message>
        <source>Choose a period and press Make plan.</source>
        <translation>Elija un periodo y pulse Planificar.</translation>
    </message>
    <message>
        <source>Choose a row to read its whole reason; Take out leaves it for another time.</source>
        <translation>Elija una fila para leer su motivo completo; Quitar la deja para otra ocasión.</translation>
    </message>
    <message>
        <source>Choose a row to read its whole result; open it to see everything about it.</source>
        <translation>Elija una fila para leer todo su resultado; ábrala para ver todo sobre ella.</translation>
    </message>
    <message>
        <source>Choose, look at every row, compare the totals, then type the sum. Nothing is sent before that.</source>
        <translation>Elija, revise cada fila, compare los totales y escriba la suma. Antes de eso no se envía nada.</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Borrar</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Reloj</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Cerrar</translation>
    </message>
    <message>
        <source>Close the program</source>
        <translation>Cerrar el programa</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Cerrar este aviso</translation>
    </message>
    <message>
        <source>Closing when the charges under way have ended…</source>
        <translation>Se cerrará cuando terminen los cobros en curso…</translation>
    </message>
    <message>
        <source>Collected per day</source>
        <translation>Cobrado por día</translation>
    </message>
    <message>
        <source>Columns as at first</source>
        <translation>Restablecer columnas</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Comentario</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparar</translation>
    </message>
    <message>
        <source>Comparing…</source>
        <translation>Comparando…</translation>
    </message>
    <message>
        <source>Connect Splynx and IPpay</source>
        <translation>Conectar Splynx e IPpay</translation>
    </message>
    <message>
        <source>Connect another…</source>
        <translation>Conectar otro…</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Conexión</translation>
    </message>
    <message>
        <source>Control totals</source>
        <translation>Totales de control</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy addresses</source>
        <translation>Copiar direcciones</translation>
    </message>
    <message>
        <source>Copy as buttons and text</source>
        <translation>Copiar como botones y texto</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Copiar enlace</translation>
    </message>
    <message>
        <source>Copy links</source>
        <translation>Copiar enlaces</translation>
    </message>
    <message>
        <source>Copy links of the selected documents</source>
        <translation>Copiar enlaces de los documentos seleccionados</translation>
    </message>
    <message>
        <source>Copy of {at}</source>
        <translation>Copia de {at}</translation>
    </message>
    <message numerus="yes">
        <source>Copy of {at}; {n} records unreadable</source>
        <extracomment>Copy of {at}; {n} record unreadable</extracomment>
        <translation>
            <numerusform>Copia de {at}; {n} registro ilegible</numerusform>
            <numerusform>Copia de {at}; {n} registros ilegibles</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Copiar imagen</translation>
    </message>
    <message>
        <source>Copy portal page</source>
        <translation>Copiar página del portal</translation>
    </message>
    <message>
        <source>Copy what to tell the customer</source>
        <translation>Copiar lo que se le dice al cliente</translation>
    </message>
    <message>
        <source>Copy {n} as buttons and text</source>
        <translation>Copiar {n} como botones y texto</translation>
    </message>
    <message>
        <source>Copying {what}: {share} %</source>
        <translation>Copiando {what}: {share} %</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>No se pudo leer</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>Moneda</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>Cliente</translation>
    </message>
    <message>
        <source>Customer id</source>
        <translation>Id. de cliente</translation>
    </message>
    <message>
        <source>Customer ids</source>
        <translation>Id. de clientes</translation>
    </message>
    <message>
        <source>Customer or order</source>
        <translation>Cliente o pedido</translation>
    </message>
    <message>
        <source>Customer {id}</source>
        <translation>Cliente {id}</translation>
    </message>
    <message>
        <source>Customer {id} · {status} · {partner}</source>
        <translation>Cliente {id} · {status} · {partner}</translation>
    </message>
    <message>
        <source>Customer's language</source>
        <translation>Idioma del cliente</translation>
    </message>
    <message>
        <source>Customer's own method</source>
        <translation>El medio del cliente</translation>
    </message>
    <message>
        <source>Customer, document number, transaction id, command   Ctrl+K</source>
        <translation>Cliente, n.º de documento, transacción, orden   Ctrl+K</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>Clientes</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscuro</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Fecha</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Día</translation>
    </message>
    <message>
        <source>Day of the next charge</source>
        <translation>Día del próximo cobro</translation>
    </message>
    <message>
        <source>Dealt with</source>
        <translation>Tratado</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Decidir</translation>
    </message>
    <message>
        <source>Decide only what you have seen yourself, in IPpay's own reports or at the bank. IPpay is asked once more first, and its answer wins. Your name and reason are kept for good.</source>
        <translation>Decida solo lo que haya visto usted, en los informes de IPpay o en el banco. Antes se pregunta otra vez a IPpay, y su respuesta prevalece. Su nombre y el motivo se guardan para siempre.</translation>
    </message>
    <message>
        <source>Decide what waits</source>
        <translation>Decidir lo que está en espera</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>Decidir…</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>Rechazado</translation>
    </message>
    <message>
        <source>Declined for good</source>
        <translation>Rechazo final</translation>
    </message>
    <message>
        <source>Declined: {reason}</source>
        <translation>Rechazado: {reason}</translation>
    </message>
    <message>
        <source>Declines by reason</source>
        <translation>Rechazos por motivo</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Eliminado</translation>
    </message>
    <message>
        <source>Deletion not sent</source>
        <translation>Eliminación no enviada</translation>
    </message>
    <message>
        <source>Deletion: no clear answer from Splynx</source>
        <translation>Eliminación: sin respuesta clara de Splynx</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Diferencia</translation>
    </message>
    <message>
        <source>Do without</source>
        <translation>Quitar PIN</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Documento</translation>
    </message>
    <message>
        <source>Document numbers</source>
        <translation>Números de documento</translation>
    </message>
    <message>
        <source>Document numbers, separated by spaces or lines</source>
        <translation>Números de documento, separados por espacios o líneas</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>Documentos</translation>
    </message>
    <message>
        <source>Documents (*.pdf)</source>
        <translation>Documentos (*.pdf)</translation>
    </message>
    <message>
        <source>Documents {n}</source>
        <translation>Documentos {n}</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Hecho</translation>
    </message>
    <message>
        <source>Draft handed to your e-mail program. Nothing was sent.</source>
        <translation>Borrador entregado a su programa de correo. No se envió nada.</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>Pendiente</translation>
    </message>
    <message>
        <source>Due date</source>
        <translation>Vencimiento</translation>
    </message>
    <message>
        <source>Due now</source>
        <translation>Pendiente ahora</translation>
    </message>
    <message>
        <source>Due on</source>
        <translation>Vence el</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Duplicado</translation>
    </message>
    <message>
        <source>Duplicate receipt</source>
        <translation>Recibo duplicado</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>Correo</translation>
    </message>
    <message>
        <source>E-mail draft</source>
        <translation>Borrador de correo</translation>
    </message>
    <message>
        <source>E-mail text…</source>
        <translation>Texto del correo…</translation>
    </message>
    <message>
        <source>End of the report</source>
        <translation>Fin del informe</translation>
    </message>
    <message>
        <source>Enter in Splynx</source>
        <translation>Anotar en Splynx</translation>
    </message>
    <message>
        <source>Every charge has its answer</source>
        <translation>Cada cobro tiene su respuesta</translation>
    </message>
    <message>
        <source>Every row</source>
        <translation>Todas las filas</translation>
    </message>
    <message>
        <source>Everybody with something unpaid can be charged.</source>
        <translation>Se puede cobrar a todos los que deben algo.</translation>
    </message>
    <message>
        <source>Everything about the provider was destroyed on this computer. The journal of charges stays.</source>
        <translation>Todo lo del proveedor se ha destruido en este equipo. El diario de cobros se conserva.</translation>
    </message>
    <message>
        <source>Everything is fine.</source>
        <translation>Todo está correcto.</translation>
    </message>
    <message>
        <source>Everything is fine. Look at the payment account's fields, then start.</source>
        <translation>Todo está correcto. Revise los campos de la cuenta de pago y empiece.</translation>
    </message>
    <message>
        <source>Evidence file…</source>
        <translation>Archivo de prueba…</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Caducados</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportar…</translation>
    </message>
    <message>
        <source>Fill in the form, then press Save and check.</source>
        <translation>Rellene el formulario y pulse Guardar y comprobar.</translation>
    </message>
    <message>
        <source>Fill in {noun}.</source>
        <translation>Rellene {noun}.</translation>
    </message>
    <message>
        <source>Filled in for each link: </source>
        <translation>Se rellena en cada enlace: </translation>
    </message>
    <message>
        <source>Filters…</source>
        <translation>Filtros…</translation>
    </message>
    <message>
        <source>Fine</source>
        <translation>Correcto</translation>
    </message>
    <message>
        <source>Finish these and close</source>
        <translation>Terminar estos y cerrar</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Terminada</translation>
    </message>
    <message>
        <source>Finished and equal</source>
        <translation>Terminado e igual</translation>
    </message>
    <message>
        <source>Finished day changed</source>
        <translation>Cambió un día terminado</translation>
    </message>
    <message>
        <source>Finished {at} by {who}</source>
        <translation>Terminado el {at} por {who}</translation>
    </message>
    <message>
        <source>First {shown}; type to narrow</source>
        <translation>Los primeros: {shown}; escriba para acotar</translation>
    </message>
    <message>
        <source>For</source>
        <translation>Por</translation>
    </message>
    <message>
        <source>For programs (*.json)</source>
        <translation>Para programas (*.json)</translation>
    </message>
    <message>
        <source>Forget everything</source>
        <translation>Olvidar todo</translation>
    </message>
    <message>
        <source>Forget this computer?</source>
        <translation>¿Olvidar este equipo?</translation>
    </message>
    <message>
        <source>Forget this computer…</source>
        <translation>Olvidar este equipo…</translation>
    </message>
    <message>
        <source>Forget “{name}”</source>
        <translation>Olvidar «{name}»</translation>
    </message>
    <message>
        <source>Forgetting…</source>
        <translation>Olvidando…</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>Gateway address</source>
        <translation>Dirección de la pasarela</translation>
    </message>
    <message>
        <source>Given back</source>
        <translation>Reintegrado</translation>
    </message>
    <message>
        <source>Given back later</source>
        <translation>Reintegrado después</translation>
    </message>
    <message>
        <source>Given back, asked twice</source>
        <translation>Reintegrado, preguntado dos veces</translation>
    </message>
    <message>
        <source>Giving back: </source>
        <translation>Reintegro: </translation>
    </message>
    <message>
        <source>Go to {place}</source>
        <translation>Ir a {place}</translation>
    </message>
    <message>
        <source>Goes on while you work elsewhere in the window.</source>
        <translation>Continúa mientras trabaja en otra parte de la ventana.</translation>
    </message>
    <message>
        <source>Handed to {name}.</source>
        <translation>Entregado a {name}.</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historial</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>Resultados</translation>
    </message>
    <message>
        <source>How the books stood is written down for good.</source>
        <translation>El estado de los libros queda anotado para siempre.</translation>
    </message>
    <message>
        <source>IPpay</source>
        <translation>IPpay</translation>
    </message>
    <message>
        <source>IPpay Desktop {version}</source>
        <translation>IPpay Desktop {version}</translation>
    </message>
    <message>
        <source>IPpay Desktop, run: {done} of {all}</source>
        <translation>IPpay Desktop, remesa: {done} de {all}</translation>
    </message>
    <message>
        <source>IPpay approved it</source>
        <translation>IPpay lo aprobó</translation>
    </message>
    <message>
        <source>IPpay bank debits</source>
        <translation>Adeudos bancarios de IPpay</translation>
    </message>
    <message>
        <source>IPpay cards</source>
        <translation>Tarjetas de IPpay</translation>
    </message>
    <message>
        <source>IPpay declined it</source>
        <translation>IPpay lo rechazó</translation>
    </message>
    <message>
        <source>IPpay gave it back</source>
        <translation>IPpay lo reintegró</translation>
    </message>
    <message>
        <source>IPpay numbers {numbers}</source>
        <translation>Números de IPpay: {numbers}</translation>
    </message>
    <message>
        <source>IPpay refused</source>
        <translation>IPpay lo denegó</translation>
    </message>
    <message>
        <source>IPpay refused it: no money went back</source>
        <translation>IPpay lo rechazó: no volvió dinero</translation>
    </message>
    <message>
        <source>IPpay reports</source>
        <translation>Informes de IPpay</translation>
    </message>
    <message>
        <source>IPpay's reports</source>
        <translation>Informes de IPpay</translation>
    </message>
    <message>
        <source>IPpay's reports are not set up, so the books cannot be compared.</source>
        <translation>Los informes de IPpay no están configurados; los libros no se pueden comparar.</translation>
    </message>
    <message>
        <source>IPpay's reports show a refusal</source>
        <translation>Los informes de IPpay muestran una denegación</translation>
    </message>
    <message>
        <source>IPpay's reports show a void</source>
        <translation>Los informes de IPpay muestran una anulación</translation>
    </message>
    <message>
        <source>IPpay's reports show it given back</source>
        <translation>Los informes de IPpay lo muestran reintegrado</translation>
    </message>
    <message>
        <source>IPpay's reports show the charge</source>
        <translation>Los informes de IPpay muestran el cobro</translation>
    </message>
    <message>
        <source>IPpay, {at}</source>
        <translation>IPpay, {at}</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id.</translation>
    </message>
    <message>
        <source>If you close now, no further charge begins, those under way reach their outcome, then the program ends. A run goes on when you resume it.</source>
        <translation>Si cierra ahora, no empieza ningún cobro más, los que están en curso llegan a su resultado y el programa termina. La remesa continúa cuando usted la reanude.</translation>
    </message>
    <message>
        <source>Inactive</source>
        <translation>Inactivo</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>Factura</translation>
    </message>
    <message>
        <source>Invoices</source>
        <translation>Facturas</translation>
    </message>
    <message>
        <source>Invoices and proformas</source>
        <translation>Facturas y proformas</translation>
    </message>
    <message>
        <source>Invoices and proformas from {first} to {last}</source>
        <translation>Facturas y proformas del {first} al {last}</translation>
    </message>
    <message>
        <source>Invoices and proformas of {day}</source>
        <translation>Facturas y proformas del {day}</translation>
    </message>
    <message>
        <source>Invoices and proformas of {month}</source>
        <translation>Facturas y proformas de {month}</translation>
    </message>
    <message>
        <source>Invoices from {first} to {last}</source>
        <translation>Facturas del {first} al {last}</translation>
    </message>
    <message>
        <source>Invoices of {day}</source>
        <translation>Facturas del {day}</translation>
    </message>
    <message>
        <source>Invoices of {month}</source>
        <translation>Facturas de {month}</translation>
    </message>
    <message>
        <source>Is this settled?</source>
        <translation>¿Está resuelto?</translation>
    </message>
    <message>
        <source>It is entered in Splynx</source>
        <translation>Ya está anotado en Splynx</translation>
    </message>
    <message>
        <source>It never reached IPpay: no money was taken</source>
        <translation>Nunca llegó a IPpay: no se cobró dinero</translation>
    </message>
    <message>
        <source>It never reached IPpay: no money went back</source>
        <translation>Nunca llegó a IPpay: no volvió dinero</translation>
    </message>
    <message>
        <source>It was declined: no money was taken</source>
        <translation>Fue rechazado: no se cobró dinero</translation>
    </message>
    <message>
        <source>Its name</source>
        <translation>Su nombre</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>Diario</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Guardar</translation>
    </message>
    <message>
        <source>Keep an icon in the system tray</source>
        <translation>Mantener un icono en la bandeja del sistema</translation>
    </message>
    <message>
        <source>Keep our payment in Splynx</source>
        <translation>Conservar nuestro pago en Splynx</translation>
    </message>
    <message>
        <source>Keep this filter</source>
        <translation>Guardar este filtro</translation>
    </message>
    <message>
        <source>Keep this filter…</source>
        <translation>Guardar este filtro…</translation>
    </message>
    <message>
        <source>Keep working</source>
        <translation>Seguir trabajando</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Tipo</translation>
    </message>
    <message>
        <source>Known since</source>
        <translation>Se sabe desde</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>REAL</translation>
    </message>
    <message>
        <source>LIVE: real money</source>
        <translation>REAL: dinero de verdad</translation>
    </message>
    <message>
        <source>LIVE: real money moves</source>
        <translation>REAL: se mueve dinero de verdad</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Idioma</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>El mayor</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Faltan</translation>
    </message>
    <message>
        <source>Left for a person</source>
        <translation>Queda para una persona</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Excluidos</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Claro</translation>
    </message>
    <message>
        <source>Light or dark</source>
        <translation>Claro u oscuro</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Enlace</translation>
    </message>
    <message>
        <source>Lists and searches come from here; what is charged is read from Splynx itself.</source>
        <translation>Las listas y búsquedas salen de aquí; lo que se cobra se lee de Splynx mismo.</translation>
    </message>
    <message>
        <source>Lists show Splynx as it was at {at}; they are being renewed.</source>
        <translation>Las listas muestran Splynx como estaba el {at}; se están renovando.</translation>
    </message>
    <message>
        <source>Location</source>
        <translation>Ubicación</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Bloqueo</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>Bloquear ya</translation>
    </message>
    <message>
        <source>Lock this window</source>
        <translation>Bloquear esta ventana</translation>
    </message>
    <message>
        <source>Lock when idle for</source>
        <translation>Bloquear tras inactividad de</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Bloqueado</translation>
    </message>
    <message>
        <source>Locked · IPpay Desktop</source>
        <translation>Bloqueado · IPpay Desktop</translation>
    </message>
    <message>
        <source>Locks when idle, with the screen, for sleep and for another user</source>
        <translation>Se bloquea por inactividad, con la pantalla, al suspender y al cambiar de usuario</translation>
    </message>
    <message>
        <source>Login</source>
        <translation>Usuario</translation>
    </message>
    <message>
        <source>Look at this</source>
        <translation>Mire esto</translation>
    </message>
    <message>
        <source>Looked for the payment in Splynx</source>
        <translation>Buscado el pago en Splynx</translation>
    </message>
    <message>
        <source>Looking in Splynx…</source>
        <translation>Buscando en Splynx…</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Hecha</translation>
    </message>
    <message>
        <source>Make plan</source>
        <translation>Planificar</translation>
    </message>
    <message>
        <source>Mark as dealt with</source>
        <translation>Marcar como tratado</translation>
    </message>
    <message>
        <source>Mark as dealt with…</source>
        <translation>Marcar como tratado…</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Medio</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Falta</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Modo</translation>
    </message>
    <message>
        <source>Money taken</source>
        <translation>Dinero cobrado</translation>
    </message>
    <message>
        <source>Money taken: being checked</source>
        <translation>Dinero cobrado: en comprobación</translation>
    </message>
    <message>
        <source>Money taken: no</source>
        <translation>Dinero cobrado: no</translation>
    </message>
    <message>
        <source>Money taken: yes</source>
        <translation>Dinero cobrado: sí</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Name of this profile</source>
        <translation>Nombre de este perfil</translation>
    </message>
    <message>
        <source>Name, id, login, e-mail or phone</source>
        <translation>Nombre, id., usuario, correo o teléfono</translation>
    </message>
    <message>
        <source>Needs approval</source>
        <translation>Por aprobar</translation>
    </message>
    <message>
        <source>Never found for long enough: nothing happened</source>
        <translation>No encontrado durante el tiempo necesario: no pasó nada</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nuevo</translation>
    </message>
    <message>
        <source>New PIN</source>
        <translation>PIN nuevo</translation>
    </message>
    <message>
        <source>New plan</source>
        <translation>Plan nuevo</translation>
    </message>
    <message>
        <source>No PIN: this window never locks</source>
        <translation>Sin PIN: esta ventana nunca se bloquea</translation>
    </message>
    <message>
        <source>No answer that can be trusted</source>
        <translation>Ninguna respuesta de la que fiarse</translation>
    </message>
    <message>
        <source>No answered charge yet</source>
        <translation>Aún no hay cobros respondidos</translation>
    </message>
    <message>
        <source>No browser could be opened for {url}</source>
        <translation>No se pudo abrir ningún navegador para {url}</translation>
    </message>
    <message>
        <source>No card and no bank account is saved. Send a pay link instead.</source>
        <translation>No hay tarjeta ni cuenta bancaria guardada. Envíe un enlace de pago.</translation>
    </message>
    <message>
        <source>No card and no bank account saved</source>
        <translation>Sin tarjeta ni cuenta bancaria</translation>
    </message>
    <message>
        <source>No customer matches. Try part of the name, or the id.</source>
        <translation>Ningún cliente coincide. Pruebe con parte del nombre o con el id.</translation>
    </message>
    <message>
        <source>No e-mail program could be opened. Copy the link instead.</source>
        <translation>No se pudo abrir ningún programa de correo. Copie el enlace.</translation>
    </message>
    <message>
        <source>No invoices and no proformas.</source>
        <translation>Sin facturas ni proformas.</translation>
    </message>
    <message>
        <source>No keyring keeps its key: this copy ends with the session.</source>
        <translation>Ningún llavero guarda su clave: esta copia termina con la sesión.</translation>
    </message>
    <message>
        <source>No keyring: secrets last for this session only</source>
        <translation>Sin llavero: los secretos duran solo esta sesión</translation>
    </message>
    <message>
        <source>No links yet</source>
        <translation>Aún no hay enlaces</translation>
    </message>
    <message>
        <source>No money moves by this. Your name and reason are kept for good.</source>
        <translation>Con esto no se mueve dinero. Su nombre y el motivo se guardan para siempre.</translation>
    </message>
    <message>
        <source>No plan yet</source>
        <translation>Aún no hay plan</translation>
    </message>
    <message>
        <source>No row of this kind.</source>
        <translation>Ninguna fila de este tipo.</translation>
    </message>
    <message>
        <source>No run yet. Charge a period to make the first.</source>
        <translation>Aún no hay remesas. Cobre un periodo para crear la primera.</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>N.º</translation>
    </message>
    <message>
        <source>No. or name</source>
        <translation>N.º o nombre</translation>
    </message>
    <message>
        <source>None in {days} days.</source>
        <translation>Ninguno en {days} días.</translation>
    </message>
    <message>
        <source>None saved</source>
        <translation>Nada guardado</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>Sin empezar</translation>
    </message>
    <message>
        <source>Not charged from here yet.</source>
        <translation>Aún no se ha cobrado desde aquí.</translation>
    </message>
    <message>
        <source>Not checked yet.</source>
        <translation>Aún sin comprobar.</translation>
    </message>
    <message>
        <source>Not checked.</source>
        <translation>Sin comprobar.</translation>
    </message>
    <message>
        <source>Not read. Open the customer again to try once more.</source>
        <translation>No leído. Vuelva a abrir el cliente para intentarlo de nuevo.</translation>
    </message>
    <message>
        <source>Not read. Why stands above.</source>
        <translation>No se ha leído. Arriba dice por qué.</translation>
    </message>
    <message>
        <source>Not searched: {why}</source>
        <translation>No se ha buscado: {why}</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>No enviado</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>Aún no</translation>
    </message>
    <message>
        <source>Nothing can be charged until it answers.</source>
        <translation>No se puede cobrar nada hasta que responda.</translation>
    </message>
    <message>
        <source>Nothing differs, not finished yet</source>
        <translation>Nada difiere; aún no ha terminado</translation>
    </message>
    <message>
        <source>Nothing found. Try part of a name, a number or a transaction id.</source>
        <translation>Nada encontrado. Pruebe con parte de un nombre, un número o un id de transacción.</translation>
    </message>
    <message>
        <source>Nothing is charged here. Each step is tested, and says what to do if it is wrong.</source>
        <translation>Aquí no se cobra nada. Cada paso se prueba y dice qué hacer si algo va mal.</translation>
    </message>
    <message>
        <source>Nothing is charged twice: what is being checked is blocked until IPpay has answered. A run that was under way stands still; resume it under Runs.</source>
        <translation>Nada se cobra dos veces: lo que está en comprobación queda bloqueado hasta que IPpay responda. Una remesa que estaba en marcha está parada; reanúdela en Remesas.</translation>
    </message>
    <message>
        <source>Nothing passes this filter. Choose another period or ask for less.</source>
        <translation>Nada pasa este filtro. Elija otro periodo o pida menos condiciones.</translation>
    </message>
    <message>
        <source>Nothing passes this filter. Widen the period or take a condition away.</source>
        <translation>Nada pasa este filtro. Amplíe el periodo o quite una condición.</translation>
    </message>
    <message>
        <source>Nothing to charge</source>
        <translation>Nada que cobrar</translation>
    </message>
    <message>
        <source>Nothing unpaid</source>
        <translation>Nada pendiente</translation>
    </message>
    <message>
        <source>Nothing waits.</source>
        <translation>No hay nada en espera.</translation>
    </message>
    <message>
        <source>Nothing waits. Every charge is settled and recorded.</source>
        <translation>No hay nada en espera. Cada cobro está resuelto y registrado.</translation>
    </message>
    <message>
        <source>Nothing was taken from here in these days.</source>
        <translation>En estos días no se cobró nada desde aquí.</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>Aún no hay nada.</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>Avisos</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Número</translation>
    </message>
    <message>
        <source>Number on file</source>
        <translation>Número guardado</translation>
    </message>
    <message>
        <source>Old copy of {at}</source>
        <translation>Copia antigua de {at}</translation>
    </message>
    <message>
        <source>Old copy: {days} days</source>
        <translation>Copia antigua: {days} días</translation>
    </message>
    <message>
        <source>Older debts could not be read; Splynx may settle them first.</source>
        <translation>No se pudieron leer deudas anteriores; Splynx podría saldarlas primero.</translation>
    </message>
    <message>
        <source>Oldest</source>
        <translation>El más antiguo</translation>
    </message>
    <message>
        <source>On paper…</source>
        <translation>En papel…</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>Otra vez</translation>
    </message>
    <message>
        <source>Only these customers</source>
        <translation>Solo estos clientes</translation>
    </message>
    <message>
        <source>Only these numbers</source>
        <translation>Solo estos números</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Open charge</source>
        <translation>Abrir cobro</translation>
    </message>
    <message>
        <source>Open customer</source>
        <translation>Abrir cliente</translation>
    </message>
    <message>
        <source>Open debits</source>
        <translation>Cargos pendientes</translation>
    </message>
    <message>
        <source>Open in Splynx</source>
        <translation>Abrir en Splynx</translation>
    </message>
    <message>
        <source>Open portal page</source>
        <translation>Abrir página del portal</translation>
    </message>
    <message>
        <source>Open the customer of the selected row</source>
        <translation>Abrir el cliente de la fila seleccionada</translation>
    </message>
    <message>
        <source>Opening the profile…</source>
        <translation>Abriendo el perfil…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Abriendo…</translation>
    </message>
    <message>
        <source>Order {number}</source>
        <translation>Pedido {number}</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Otros</translation>
    </message>
    <message>
        <source>Other amount</source>
        <translation>Otro importe</translation>
    </message>
    <message>
        <source>Our charges</source>
        <translation>Nuestros cobros</translation>
    </message>
    <message>
        <source>Our charges {n}</source>
        <translation>Nuestros cobros {n}</translation>
    </message>
    <message>
        <source>Our journal</source>
        <translation>Nuestro diario</translation>
    </message>
    <message>
        <source>Our payment is being deleted in Splynx</source>
        <translation>Se está eliminando nuestro pago en Splynx</translation>
    </message>
    <message>
        <source>Our payment is gone from Splynx</source>
        <translation>Nuestro pago ya no está en Splynx</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>Vencido</translation>
    </message>
    <message>
        <source>PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>PIN so far</source>
        <translation>PIN actual</translation>
    </message>
    <message>
        <source>PRACTICE</source>
        <translation>PRÁCTICA</translation>
    </message>
    <message>
        <source>PRACTICE: built-in servers, no real money</source>
        <translation>PRÁCTICA: servidores incorporados, sin dinero de verdad</translation>
    </message>
    <message>
        <source>PRACTICE: this computer only</source>
        <translation>PRÁCTICA: solo este equipo</translation>
    </message>
    <message>
        <source>Page {number} of {count}</source>
        <translation>Página {number} de {count}</translation>
    </message>
    <message>
        <source>Paid</source>
        <translation>Pagado</translation>
    </message>
    <message>
        <source>Paid another debt</source>
        <translation>Pagó otra deuda</translation>
    </message>
    <message>
        <source>Paid in part</source>
        <translation>Pagado en parte</translation>
    </message>
    <message>
        <source>Paid, {amount} of it refunded</source>
        <translation>Pagado, {amount} reembolsados</translation>
    </message>
    <message>
        <source>Partly paid</source>
        <translation>Pagado en parte</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>Socio</translation>
    </message>
    <message>
        <source>Password, if your terminal has one</source>
        <translation>Contraseña, si su terminal la tiene</translation>
    </message>
    <message>
        <source>Paste numbers or take a filter; each is read from Splynx before its link is made.</source>
        <translation>Pegue números o use un filtro; cada documento se lee de Splynx antes de crear su enlace.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pausar</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>En pausa</translation>
    </message>
    <message>
        <source>Pausing, charges under way end first</source>
        <translation>En pausa cuando terminen los cobros en curso</translation>
    </message>
    <message>
        <source>Pay links</source>
        <translation>Enlaces de pago</translation>
    </message>
    <message>
        <source>Pay the selected document</source>
        <translation>Cobrar el documento seleccionado</translation>
    </message>
    <message>
        <source>Pay {document}</source>
        <translation>Cobrar {document}</translation>
    </message>
    <message>
        <source>Pay {d}</source>
        <translation>Cobrar {d}</translation>
    </message>
    <message>
        <source>Payment</source>
        <translation>Pago</translation>
    </message>
    <message>
        <source>Payment account</source>
        <translation>Cuenta de pago</translation>
    </message>
    <message>
        <source>Payment in Splynx</source>
        <translation>Pago en Splynx</translation>
    </message>
    <message>
        <source>Payment is in Splynx</source>
        <translation>El pago está en Splynx</translation>
    </message>
    <message>
        <source>Payment read back: it settled something else</source>
        <translation>Pago comprobado: saldó otra cosa</translation>
    </message>
    <message>
        <source>Payment read back: it settled the document</source>
        <translation>Pago comprobado: saldó el documento</translation>
    </message>
    <message>
        <source>Payment type</source>
        <translation>Forma de pago</translation>
    </message>
    <message>
        <source>Payment without charge</source>
        <translation>Pago sin cobro</translation>
    </message>
    <message>
        <source>Payments</source>
        <translation>Pagos</translation>
    </message>
    <message>
        <source>Payments {n}</source>
        <translation>Pagos {n}</translation>
    </message>
    <message>
        <source>Pay{due}…</source>
        <translation>Cobrar{due}…</translation>
    </message>
    <message>
        <source>Pay…</source>
        <translation>Cobrar…</translation>
    </message>
    <message>
        <source>Pending in Splynx</source>
        <translation>En trámite en Splynx</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Teléfono</translation>
    </message>
    <message>
        <source>Plan a charge of the selected documents</source>
        <translation>Planificar el cobro de los documentos seleccionados</translation>
    </message>
    <message>
        <source>Plan a retry…</source>
        <translation>Planificar reintento…</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>Prevista</translation>
    </message>
    <message>
        <source>Planned and confirmed</source>
        <translation>Planificado y confirmado</translation>
    </message>
    <message>
        <source>Portal page</source>
        <translation>Página del portal</translation>
    </message>
    <message>
        <source>Practise first</source>
        <translation>Practicar primero</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimir</translation>
    </message>
    <message>
        <source>Printed</source>
        <translation>Impreso</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>Problema</translation>
    </message>
    <message>
        <source>Profile {name}: {url}</source>
        <translation>Perfil {name}: {url}</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>Perfiles</translation>
    </message>
    <message>
        <source>Proforma</source>
        <translation>Proforma</translation>
    </message>
    <message>
        <source>Proformas</source>
        <translation>Proformas</translation>
    </message>
    <message>
        <source>Proformas from {first} to {last}</source>
        <translation>Proformas del {first} al {last}</translation>
    </message>
    <message>
        <source>Proformas of {day}</source>
        <translation>Proformas del {day}</translation>
    </message>
    <message>
        <source>Proformas of {month}</source>
        <translation>Proformas de {month}</translation>
    </message>
    <message>
        <source>Proof now: {mark}</source>
        <translation>Huella ahora: {mark}</translation>
    </message>
    <message>
        <source>Proof then: {mark}</source>
        <translation>Huella entonces: {mark}</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Reponer</translation>
    </message>
    <message>
        <source>Put the selected rows back into the plan</source>
        <translation>Reponer en el plan las filas seleccionadas</translation>
    </message>
    <message>
        <source>QR code</source>
        <translation>Código QR</translation>
    </message>
    <message>
        <source>QR code of {url}</source>
        <translation>Código QR de {url}</translation>
    </message>
    <message>
        <source>QR code…</source>
        <translation>Código QR…</translation>
    </message>
    <message>
        <source>Read from Splynx at {at}. Nothing was sent.</source>
        <translation>Leído de Splynx a las {at}. No se envió nada.</translation>
    </message>
    <message>
        <source>Reading documents and saved methods from Splynx…</source>
        <translation>Leyendo de Splynx documentos y medios guardados…</translation>
    </message>
    <message>
        <source>Reading from Splynx: {rows} records, {rate} a second, {seconds} s so far</source>
        <translation>Leyendo de Splynx: {rows} registros, {rate} por segundo, {seconds} s hasta ahora</translation>
    </message>
    <message>
        <source>Reading from Splynx…</source>
        <translation>Leyendo de Splynx…</translation>
    </message>
    <message>
        <source>Reading the document and the saved method again…</source>
        <translation>Leyendo otra vez el documento y el medio guardado…</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Leyendo…</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Listo</translation>
    </message>
    <message>
        <source>Ready, but look where it goes</source>
        <translation>Listo, pero mire adónde va</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motivo</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>Recibo</translation>
    </message>
    <message>
        <source>Receipt number</source>
        <translation>Número de recibo</translation>
    </message>
    <message>
        <source>Recording not sent</source>
        <translation>Registro no enviado</translation>
    </message>
    <message>
        <source>Recording: no clear answer from Splynx</source>
        <translation>Registro: sin respuesta clara de Splynx</translation>
    </message>
    <message>
        <source>Refill balance</source>
        <translation>Recargar saldo</translation>
    </message>
    <message>
        <source>Refill balance…</source>
        <translation>Recargar saldo…</translation>
    </message>
    <message>
        <source>Refund</source>
        <translation>Reembolsar</translation>
    </message>
    <message>
        <source>Refund this charge?</source>
        <translation>¿Reembolsar este cobro?</translation>
    </message>
    <message>
        <source>Refund {amount}</source>
        <translation>Reembolsar {amount}</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Reembolsado</translation>
    </message>
    <message>
        <source>Refund…</source>
        <translation>Reembolsar…</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>Sustituidos</translation>
    </message>
    <message>
        <source>Report of a charge run</source>
        <translation>Informe de una remesa de cobros</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Resultado</translation>
    </message>
    <message>
        <source>Resume…</source>
        <translation>Reanudar…</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Reintento</translation>
    </message>
    <message>
        <source>Retry of {name}</source>
        <translation>Reintento de {name}</translation>
    </message>
    <message>
        <source>Review after</source>
        <translation>Revisar tras</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Filas</translation>
    </message>
    <message>
        <source>Rows before the review</source>
        <translation>Filas antes de la revisión</translation>
    </message>
    <message>
        <source>Rows in amber</source>
        <translation>Filas en ámbar</translation>
    </message>
    <message>
        <source>Run id</source>
        <translation>Id. de la remesa</translation>
    </message>
    <message>
        <source>Run {name}: paused at {done} of {all}</source>
        <translation>Remesa {name}: en pausa en {done} de {all}</translation>
    </message>
    <message>
        <source>Run {name}: {done} of {all}</source>
        <translation>Remesa {name}: {done} de {all}</translation>
    </message>
    <message>
        <source>Run: {name}</source>
        <translation>Remesa: {name}</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>En curso</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Remesas</translation>
    </message>
    <message>
        <source>Save and check</source>
        <translation>Guardar y comprobar</translation>
    </message>
    <message>
        <source>Save as CSV or spreadsheet</source>
        <translation>Guardar como CSV u hoja de cálculo</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <translation>Guardar como CSV…</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Guardar como PDF</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Guardar como PDF…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Guardar como…</translation>
    </message>
    <message>
        <source>Save the evidence of a charge</source>
        <translation>Guardar la prueba de un cobro</translation>
    </message>
    <message>
        <source>Saved bank account</source>
        <translation>Cuenta bancaria guardada</translation>
    </message>
    <message>
        <source>Saved card</source>
        <translation>Tarjeta guardada</translation>
    </message>
    <message>
        <source>Saved {name}.</source>
        <translation>Guardado {name}.</translation>
    </message>
    <message>
        <source>Saved {name}; head {number} {hash}</source>
        <translation>Guardado {name}; final del diario {number} {hash}</translation>
    </message>
    <message>
        <source>Saved {n} rows in {name}.</source>
        <translation>Se guardaron {n} filas en {name}.</translation>
    </message>
    <message>
        <source>Search customers</source>
        <translation>Buscar clientes</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Buscar en todo</translation>
    </message>
    <message>
        <source>See Attention</source>
        <translation>Ver Atención</translation>
    </message>
    <message>
        <source>Select a row that this can be done with first.</source>
        <translation>Seleccione antes una fila con la que se pueda hacer.</translation>
    </message>
    <message>
        <source>Select one link first.</source>
        <translation>Seleccione antes un enlace.</translation>
    </message>
    <message>
        <source>Selected documents</source>
        <translation>Documentos seleccionados</translation>
    </message>
    <message>
        <source>Selected {n} · {due} due</source>
        <translation>Seleccionados {n} · {due} pendiente</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>Enviando…</translation>
    </message>
    <message>
        <source>Set PIN</source>
        <translation>Poner PIN</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>Atajos</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Show all shortcuts (also ?)</source>
        <translation>Mostrar todos los atajos (también ?)</translation>
    </message>
    <message>
        <source>Show as a plot</source>
        <translation>Mostrar como gráfico</translation>
    </message>
    <message>
        <source>Show as a table</source>
        <translation>Mostrar como tabla</translation>
    </message>
    <message>
        <source>Show run</source>
        <translation>Ver remesa</translation>
    </message>
    <message>
        <source>Show the filter</source>
        <translation>Ver el filtro</translation>
    </message>
    <message>
        <source>Show the window</source>
        <translation>Mostrar la ventana</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Desde</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Omitido</translation>
    </message>
    <message>
        <source>Skipped: {reason}</source>
        <translation>Omitido: {reason}</translation>
    </message>
    <message>
        <source>Some records of Splynx cannot be read: lists lack them, or show them as they were. The log names them.</source>
        <translation>Algunos registros de Splynx no se pueden leer: las listas no los tienen, o los muestran como eran antes. El registro del programa los nombra.</translation>
    </message>
    <message>
        <source>Something in the program went wrong; the log says what. Nothing was decided by it.</source>
        <translation>Algo falló en el programa; el registro del programa dice qué. No se decidió nada por ello.</translation>
    </message>
    <message>
        <source>Something is as it must never be, a fault of the program. Tell support these words: {words}</source>
        <translation>Algo está como nunca debe estar, por un fallo del programa. Diga a soporte estas palabras: {words}</translation>
    </message>
    <message>
        <source>Something is wrong. Mend it, then check again.</source>
        <translation>Hay algo incorrecto. Corríjalo y compruebe otra vez.</translation>
    </message>
    <message>
        <source>Something is wrong; see above.</source>
        <translation>Hay algo incorrecto; véalo arriba.</translation>
    </message>
    <message>
        <source>Something needs you</source>
        <translation>Algo espera su decisión</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>Ordenar por</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Origen</translation>
    </message>
    <message>
        <source>Splynx</source>
        <translation>Splynx</translation>
    </message>
    <message>
        <source>Splynx has more than one payment for it</source>
        <translation>Splynx tiene más de un pago por él</translation>
    </message>
    <message>
        <source>Splynx has no payments.</source>
        <translation>Splynx no tiene pagos.</translation>
    </message>
    <message>
        <source>Splynx login</source>
        <translation>Acceso a Splynx</translation>
    </message>
    <message>
        <source>Splynx not read yet</source>
        <translation>Splynx aún sin leer</translation>
    </message>
    <message>
        <source>Splynx out of reach since {at}.</source>
        <translation>No se llega a Splynx desde el {at}.</translation>
    </message>
    <message>
        <source>Splynx payments {numbers}</source>
        <translation>Pagos de Splynx: {numbers}</translation>
    </message>
    <message>
        <source>Splynx refused the payment</source>
        <translation>Splynx no aceptó el pago</translation>
    </message>
    <message>
        <source>Splynx time zone</source>
        <translation>Zona horaria de Splynx</translation>
    </message>
    <message>
        <source>Splynx {at}</source>
        <translation>Splynx {at}</translation>
    </message>
    <message>
        <source>Splynx {splynx}; IPpay {ippay}</source>
        <translation>Splynx {splynx}; IPpay {ippay}</translation>
    </message>
    <message>
        <source>Splynx's payments</source>
        <translation>Pagos de Splynx</translation>
    </message>
    <message>
        <source>Spreadsheets (*.xlsx)</source>
        <translation>Hojas de cálculo (*.xlsx)</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Iniciando…</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Station ready</source>
        <translation>Puesto listo</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Estado</translation>
    </message>
    <message>
        <source>Stop for good</source>
        <translation>Detener del todo</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Detenida</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>Asunto</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Suma</translation>
    </message>
    <message>
        <source>Sum done</source>
        <translation>Suma hecha</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Sistema</translation>
    </message>
    <message>
        <source>TEST</source>
        <translation>PRUEBA</translation>
    </message>
    <message>
        <source>TEST: IPpay's test gateway</source>
        <translation>PRUEBA: pasarela de prueba de IPpay</translation>
    </message>
    <message>
        <source>TEST: IPpay's test gateway, no real money</source>
        <translation>PRUEBA: pasarela de prueba de IPpay, sin dinero de verdad</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tablas (*.csv)</translation>
    </message>
    <message>
        <source>Take filter</source>
        <translation>Usar el filtro</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Take the selected rows out of the plan</source>
        <translation>Quitar del plan las filas seleccionadas</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>Cobrado</translation>
    </message>
    <message>
        <source>Taken out by you</source>
        <translation>Quitados por usted</translation>
    </message>
    <message>
        <source>Taken, its payment is gone from Splynx</source>
        <translation>Cobrado; su pago ya no está en Splynx</translation>
    </message>
    <message>
        <source>Taken, not recorded</source>
        <translation>Cobrado, sin registrar</translation>
    </message>
    <message>
        <source>Taken, not recorded in Splynx yet</source>
        <translation>Cobrado, aún sin registrar en Splynx</translation>
    </message>
    <message>
        <source>Taken, recording…</source>
        <translation>Cobrado, registrando…</translation>
    </message>
    <message>
        <source>Taken, see Attention</source>
        <translation>Cobrado, vea Atención</translation>
    </message>
    <message>
        <source>Tell me when a run ends or stops</source>
        <translation>Avisarme cuando una remesa termina o se detiene</translation>
    </message>
    <message>
        <source>Terminal id</source>
        <translation>Id. de terminal</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>Text of the e-mail</source>
        <translation>Texto del correo</translation>
    </message>
    <message>
        <source>That is more than {most} documents. Use Charge a period.</source>
        <translation>Son más de {most} documentos. Use Cobrar un periodo.</translation>
    </message>
    <message>
        <source>That looks like a card number. Card numbers are never entered here; the customer saves the card in the portal.</source>
        <translation>Eso parece un número de tarjeta. Aquí nunca se escriben números de tarjeta; el cliente guarda la tarjeta en el portal.</translation>
    </message>
    <message>
        <source>The bank has paid</source>
        <translation>El banco pagó</translation>
    </message>
    <message>
        <source>The bank returned it</source>
        <translation>El banco lo devolvió</translation>
    </message>
    <message>
        <source>The books agree</source>
        <translation>Los libros coinciden</translation>
    </message>
    <message>
        <source>The books differ</source>
        <translation>Los libros difieren</translation>
    </message>
    <message>
        <source>The customer saves one in the portal.</source>
        <translation>El cliente la guarda en el portal.</translation>
    </message>
    <message>
        <source>The e-mail needs a subject.</source>
        <translation>El correo necesita un asunto.</translation>
    </message>
    <message>
        <source>The language of the e-mail draft.</source>
        <translation>El idioma del borrador de correo.</translation>
    </message>
    <message>
        <source>The local copy of Splynx and its key, all secrets, PINs, profiles, saved filters and logs are destroyed for good. To work here again, somebody has to connect it anew. The journal of charges stays.</source>
        <translation>La copia local de Splynx y su clave, todos los secretos, PIN, perfiles, filtros guardados y registros se destruyen para siempre. Para volver a trabajar aquí, alguien tiene que conectarlo de nuevo. El diario de cobros se conserva.</translation>
    </message>
    <message>
        <source>The money was taken, and it is where it belongs</source>
        <translation>El dinero se cobró y está donde debe</translation>
    </message>
    <message>
        <source>The money went back to the customer</source>
        <translation>El dinero volvió al cliente</translation>
    </message>
    <message>
        <source>The page where the customer saves or replaces a card or bank account.</source>
        <translation>La página donde el cliente guarda o cambia una tarjeta o cuenta bancaria.</translation>
    </message>
    <message numerus="yes">
        <source>The program ended during {n} charges; they are being checked.</source>
        <extracomment>The program ended during {n} charge; it is being checked.</extracomment>
        <translation>
            <numerusform>El programa terminó durante {n} cobro; está en comprobación.</numerusform>
            <numerusform>El programa terminó durante {n} cobros; están en comprobación.</numerusform>
        </translation>
    </message>
    <message>
        <source>The program ended meanwhile</source>
        <translation>El programa terminó entretanto</translation>
    </message>
    <message>
        <source>The returned payment is out of Splynx</source>
        <translation>El pago devuelto ya no está en Splynx</translation>
    </message>
    <message>
        <source>The text is too long for an e-mail draft.</source>
        <translation>El texto es demasiado largo para un borrador de correo.</translation>
    </message>
    <message>
        <source>The text needs {placeholder}, or nobody can pay.</source>
        <translation>El texto necesita {placeholder}, o nadie podrá pagar.</translation>
    </message>
    <message>
        <source>The three books agree about every charge of these days.</source>
        <translation>Los tres libros coinciden en cada cobro de estos días.</translation>
    </message>
    <message>
        <source>The two new PINs are not the same. Type them again.</source>
        <translation>Los dos PIN nuevos no coinciden. Escríbalos de nuevo.</translation>
    </message>
    <message>
        <source>The voided payment is out of Splynx</source>
        <translation>El pago anulado ya no está en Splynx</translation>
    </message>
    <message>
        <source>The whole charge is taken back. If the day's batch has closed at IPpay, it is refunded instead. Our payment in Splynx is deleted, unless you keep it.</source>
        <translation>Se anula el cobro entero. Si el lote del día ya se cerró en IPpay, se reembolsa en su lugar. Nuestro pago en Splynx se elimina, salvo que lo conserve.</translation>
    </message>
    <message>
        <source>The window speaks it from its next start.</source>
        <translation>La ventana lo habla desde el próximo inicio.</translation>
    </message>
    <message>
        <source>There is one of this name already.</source>
        <translation>Ya hay uno con ese nombre.</translation>
    </message>
    <message>
        <source>These documents cannot be planned by number. Choose fewer.</source>
        <translation>Estos documentos no se pueden planificar por número. Elija menos.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Este equipo</translation>
    </message>
    <message>
        <source>This desktop has no system tray.</source>
        <translation>Este escritorio no tiene bandeja del sistema.</translation>
    </message>
    <message>
        <source>This month, unpaid</source>
        <translation>Este mes, pendiente</translation>
    </message>
    <message>
        <source>This station's role was changed: {what}.</source>
        <translation>El rol de este puesto ha cambiado: {what}.</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>Veces</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Hasta</translation>
    </message>
    <message>
        <source>To tell the customer</source>
        <translation>Para decir al cliente</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Hoy</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>Juntos</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>Transacción</translation>
    </message>
    <message>
        <source>Transaction id</source>
        <translation>Id. de transacción</translation>
    </message>
    <message>
        <source>Transaction {id}</source>
        <translation>Transacción {id}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Type the amount.</source>
        <translation>Escriba el importe.</translation>
    </message>
    <message>
        <source>Type the sum to confirm</source>
        <translation>Escriba la suma para confirmar</translation>
    </message>
    <message>
        <source>Unclear answers that stop a run</source>
        <translation>Respuestas dudosas que paran una remesa</translation>
    </message>
    <message>
        <source>Unknown status</source>
        <translation>Estado desconocido</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Desbloquear</translation>
    </message>
    <message>
        <source>Unpaid</source>
        <translation>Sin pagar</translation>
    </message>
    <message>
        <source>Unpaid by age</source>
        <translation>Pendiente por antigüedad</translation>
    </message>
    <message>
        <source>Unpaid now, link is good</source>
        <translation>Pendiente ahora, el enlace sirve</translation>
    </message>
    <message>
        <source>Unpaid now?</source>
        <translation>¿Pendiente ahora?</translation>
    </message>
    <message>
        <source>Use these fields and start</source>
        <translation>Usar estos campos y empezar</translation>
    </message>
    <message>
        <source>Void</source>
        <translation>Anular</translation>
    </message>
    <message>
        <source>Void this charge?</source>
        <translation>¿Anular este cobro?</translation>
    </message>
    <message>
        <source>Void {amount}</source>
        <translation>Anular {amount}</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>Anulado</translation>
    </message>
    <message>
        <source>Void…</source>
        <translation>Anular…</translation>
    </message>
    <message>
        <source>Waiting for IPpay. This window stays until the answer is known.</source>
        <translation>Esperando a IPpay. Esta ventana sigue abierta hasta saber la respuesta.</translation>
    </message>
    <message>
        <source>Waits for IPpay at most</source>
        <translation>Espera a IPpay como máximo</translation>
    </message>
    <message>
        <source>Was money taken?</source>
        <translation>¿Se cobró dinero?</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Qué</translation>
    </message>
    <message>
        <source>What became of the rows</source>
        <translation>Qué fue de las filas</translation>
    </message>
    <message>
        <source>What became of this charge?</source>
        <translation>¿Qué fue de este cobro?</translation>
    </message>
    <message>
        <source>What comes next</source>
        <translation>Qué sigue</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>Qué ocurre</translation>
    </message>
    <message>
        <source>What is known</source>
        <translation>Qué se sabe</translation>
    </message>
    <message>
        <source>What it charges</source>
        <translation>Qué cobra</translation>
    </message>
    <message>
        <source>What run {id} did not bring in</source>
        <translation>Lo que la remesa {id} no cobró</translation>
    </message>
    <message>
        <source>What the run “{name}” of {at} did not bring in</source>
        <translation>Lo que la remesa «{name}» del {at} no cobró</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Qué hacer</translation>
    </message>
    <message>
        <source>What was done, and where</source>
        <translation>Qué se hizo y dónde</translation>
    </message>
    <message>
        <source>What you saw, and where</source>
        <translation>Qué vio y dónde</translation>
    </message>
    <message>
        <source>What you see is of {at}.</source>
        <translation>Lo que ve es del {at}.</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Cuándo</translation>
    </message>
    <message>
        <source>Where to look</source>
        <translation>Dónde mirar</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Por qué</translation>
    </message>
    <message>
        <source>Will be charged</source>
        <translation>Se cobrará</translation>
    </message>
    <message>
        <source>Will fail at the next charge</source>
        <translation>Fallarán en el próximo cobro</translation>
    </message>
    <message>
        <source>With a warning</source>
        <translation>Con aviso</translation>
    </message>
    <message>
        <source>Working as {operator} at {station}</source>
        <translation>Trabaja como {operator} en {station}</translation>
    </message>
    <message>
        <source>Written down, before anything was sent</source>
        <translation>Anotado, antes de enviar nada</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Incorrecto</translation>
    </message>
    <message>
        <source>a name</source>
        <translation>un nombre</translation>
    </message>
    <message>
        <source>a proforma is paid whole</source>
        <translation>una proforma se paga entera</translation>
    </message>
    <message>
        <source>administrative</source>
        <translation>administrativas</translation>
    </message>
    <message>
        <source>an open debit</source>
        <translation>un cargo pendiente</translation>
    </message>
    <message>
        <source>an open debit of {date}</source>
        <translation>un cargo pendiente del {date}</translation>
    </message>
    <message>
        <source>bad routing number</source>
        <translation>número de ruta incorrecto</translation>
    </message>
    <message>
        <source>bank</source>
        <translation>banco</translation>
    </message>
    <message>
        <source>bank account</source>
        <translation>cuenta bancaria</translation>
    </message>
    <message>
        <source>being checked</source>
        <translation>en comprobación</translation>
    </message>
    <message>
        <source>by bank account</source>
        <translation>con cuenta bancaria</translation>
    </message>
    <message>
        <source>by card</source>
        <translation>con tarjeta</translation>
    </message>
    <message>
        <source>by card and bank account</source>
        <translation>con tarjeta y cuenta bancaria</translation>
    </message>
    <message>
        <source>by document id</source>
        <translation>por id. de documento</translation>
    </message>
    <message>
        <source>by document number</source>
        <translation>por número de documento</translation>
    </message>
    <message>
        <source>card</source>
        <translation>tarjeta</translation>
    </message>
    <message>
        <source>card number on file</source>
        <translation>número de tarjeta guardado</translation>
    </message>
    <message>
        <source>charge {document}, {customer}</source>
        <translation>cobrar {document}, {customer}</translation>
    </message>
    <message>
        <source>chosen by number</source>
        <translation>elegidas por número</translation>
    </message>
    <message>
        <source>customer {id} · {due} due</source>
        <translation>cliente {id} · {due} pendiente</translation>
    </message>
    <message>
        <source>customers</source>
        <translation>clientes</translation>
    </message>
    <message>
        <source>debit came back</source>
        <translation>adeudo devuelto</translation>
    </message>
    <message>
        <source>expired</source>
        <translation>caducada</translation>
    </message>
    <message>
        <source>expires {date}</source>
        <translation>caduca {date}</translation>
    </message>
    <message>
        <source>give back what was charged for {document}, {customer}</source>
        <translation>reintegrar lo cobrado por {document}, {customer}</translation>
    </message>
    <message>
        <source>if debits use their own</source>
        <translation>si los adeudos usan otro</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>incompleta</translation>
    </message>
    <message>
        <source>invoices</source>
        <translation>facturas</translation>
    </message>
    <message>
        <source>less than {amount} due</source>
        <translation>con menos de {amount} pendientes</translation>
    </message>
    <message>
        <source>local times of this computer, {zone} (UTC{offset})</source>
        <translation>horas locales de este equipo, {zone} (UTC{offset})</translation>
    </message>
    <message>
        <source>location {names}</source>
        <translation>ubicación {names}</translation>
    </message>
    <message>
        <source>main</source>
        <translation>principal</translation>
    </message>
    <message>
        <source>may be less</source>
        <translation>puede ser menos</translation>
    </message>
    <message>
        <source>more than {amount} due</source>
        <translation>con más de {amount} pendientes</translation>
    </message>
    <message>
        <source>never</source>
        <translation>nunca</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>no real money</source>
        <translation>sin dinero de verdad</translation>
    </message>
    <message>
        <source>nothing; this puts money on the balance</source>
        <translation>nada; esto añade dinero al saldo</translation>
    </message>
    <message>
        <source>number {listed}</source>
        <translation>número {listed}</translation>
    </message>
    <message>
        <source>of chosen customers</source>
        <translation>de clientes elegidos</translation>
    </message>
    <message>
        <source>of customer {listed}</source>
        <translation>del cliente {listed}</translation>
    </message>
    <message>
        <source>of today's answered charges</source>
        <translation>de los cobros respondidos hoy</translation>
    </message>
    <message>
        <source>open</source>
        <translation>abierto</translation>
    </message>
    <message>
        <source>over {days} days</source>
        <translation>más de {days} días</translation>
    </message>
    <message>
        <source>overall</source>
        <translation>todas</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>vencidas</translation>
    </message>
    <message>
        <source>partly paid</source>
        <translation>pagadas en parte</translation>
    </message>
    <message>
        <source>partner {names}</source>
        <translation>socio {names}</translation>
    </message>
    <message>
        <source>payment type {names}</source>
        <translation>forma de pago {names}</translation>
    </message>
    <message>
        <source>proformas</source>
        <translation>proformas</translation>
    </message>
    <message>
        <source>shown now</source>
        <translation>mostrado ahora</translation>
    </message>
    <message>
        <source>taken out by you</source>
        <translation>quitado por usted</translation>
    </message>
    <message>
        <source>the API key</source>
        <translation>la clave de API</translation>
    </message>
    <message>
        <source>the IPpay address</source>
        <translation>la dirección de IPpay</translation>
    </message>
    <message>
        <source>the IPpay terminal id</source>
        <translation>el id. de terminal de IPpay</translation>
    </message>
    <message>
        <source>the Splynx address</source>
        <translation>la dirección de Splynx</translation>
    </message>
    <message>
        <source>total above {amount}</source>
        <translation>con total superior a {amount}</translation>
    </message>
    <message>
        <source>total below {amount}</source>
        <translation>con total inferior a {amount}</translation>
    </message>
    <message>
        <source>total {amount}</source>
        <translation>con total de {amount}</translation>
    </message>
    <message>
        <source>total {amount} at least</source>
        <translation>con total de {amount} como mínimo</translation>
    </message>
    <message>
        <source>total {amount} at most</source>
        <translation>con total de {amount} como máximo</translation>
    </message>
    <message>
        <source>unauthorized</source>
        <translation>no autorizadas</translation>
    </message>
    <message>
        <source>unpaid</source>
        <translation>sin pagar</translation>
    </message>
    <message>
        <source>with “{text}” in number or name</source>
        <translation>con «{text}» en el número o el nombre</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>sí</translation>
    </message>
    <message>
        <source>{about}, printed by {operator} at {station} with IPpay Desktop {version}</source>
        <translation>{about}, impreso por {operator} en {station} con IPpay Desktop {version}</translation>
    </message>
    <message>
        <source>{amount} due</source>
        <translation>con {amount} pendientes</translation>
    </message>
    <message>
        <source>{amount} due at least</source>
        <translation>con {amount} pendientes como mínimo</translation>
    </message>
    <message>
        <source>{amount} due at most</source>
        <translation>con {amount} pendientes como máximo</translation>
    </message>
    <message>
        <source>{amount} goes back to the customer. What to enter in Splynx is then in Attention.</source>
        <translation>{amount} vuelve al cliente. Lo que hay que anotar en Splynx queda después en Atención.</translation>
    </message>
    <message>
        <source>{amount} goes on the balance.</source>
        <translation>{amount} se añaden al saldo.</translation>
    </message>
    <message>
        <source>{amount} is debited; the bank may still return it for some days.</source>
        <translation>Se adeudan {amount}; el banco aún puede devolverlos durante unos días.</translation>
    </message>
    <message>
        <source>{amount} is taken now and settles it.</source>
        <translation>Se cobran {amount} ahora y queda saldado.</translation>
    </message>
    <message>
        <source>{amount} is taken now; {rest} stays due.</source>
        <translation>Se cobran {amount} ahora; quedan pendientes {rest}.</translation>
    </message>
    <message>
        <source>{amount}, {document}, {customer}</source>
        <translation>{amount}, {document}, {customer}</translation>
    </message>
    <message>
        <source>{awaited} awaited, {dealt} dealt with</source>
        <translation>{awaited} en espera, {dealt} tratadas</translation>
    </message>
    <message>
        <source>{customer}, {due} due</source>
        <translation>{customer}, {due} pendiente</translation>
    </message>
    <message>
        <source>{day}: {card} by card, {bank} by bank account</source>
        <translation>{day}: {card} con tarjeta, {bank} por banco</translation>
    </message>
    <message>
        <source>{documents} will be charged</source>
        <translation>Se cobrarán {documents}</translation>
    </message>
    <message>
        <source>{done} done, {declined} declined, {checked} being checked, {skipped} skipped, {left} left</source>
        <translation>{done} hechos, {declined} rechazados, {checked} en comprobación, {skipped} omitidos, {left} pendientes</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done} de {all}</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>del {first} al {last}</translation>
    </message>
    <message>
        <source>{first} to {last} days</source>
        <translation>de {first} a {last} días</translation>
    </message>
    <message>
        <source>{first} to {last}, {charges}.{elsewhere}{finished} Proof of the evidence: {proof}</source>
        <translation>Del {first} al {last}, {charges}.{elsewhere}{finished} Prueba de los datos: {proof}</translation>
    </message>
    <message>
        <source>{found} is not one of the placeholders.</source>
        <translation>{found} no es uno de los campos.</translation>
    </message>
    <message>
        <source>{good} of {all} may be sent</source>
        <translation>Se pueden enviar {good} de {all}</translation>
    </message>
    <message>
        <source>{mode} · {name} · IPpay Desktop</source>
        <translation>{mode} · {name} · IPpay Desktop</translation>
    </message>
    <message>
        <source>{mode}: {title}</source>
        <translation>{mode}: {title}</translation>
    </message>
    <message>
        <source>{month} {year}</source>
        <translation>{month} de {year}</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m} min {s} s</translation>
    </message>
    <message>
        <source>{name} (customer {id})</source>
        <translation>{name} (cliente {id})</translation>
    </message>
    <message>
        <source>{name} ({id})</source>
        <translation>{name} ({id})</translation>
    </message>
    <message>
        <source>{name} could not be written: {why}</source>
        <translation>No se pudo escribir {name}: {why}</translation>
    </message>
    <message>
        <source>{name} {returned} of {debits} (ceiling {ceiling} %)</source>
        <translation>{name} {returned} de {debits} (límite {ceiling} %)</translation>
    </message>
    <message>
        <source>{name} · {n}</source>
        <translation>{name} · {n}</translation>
    </message>
    <message>
        <source>{name}, cannot be charged: {why}</source>
        <translation>{name}, no se puede cobrar: {why}</translation>
    </message>
    <message>
        <source>{noun} {number}</source>
        <translation>{noun} {number}</translation>
    </message>
    <message>
        <source>{noun} ···· {last4}</source>
        <translation>{noun} ···· {last4}</translation>
    </message>
    <message>
        <source>{noun} ···· {last4}</source>
        <comment>narrow</comment>
        <translation>{noun} ··{last4}</translation>
    </message>
    <message numerus="yes">
        <source>{n} addresses copied.</source>
        <extracomment>{n} address copied.</extracomment>
        <translation>
            <numerusform>{n} dirección copiada.</numerusform>
            <numerusform>{n} direcciones copiadas.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} charges</source>
        <extracomment>{n} charge</extracomment>
        <translation>
            <numerusform>{n} cobro</numerusform>
            <numerusform>{n} cobros</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} charges in one run</source>
        <extracomment>{n} charge in one run</extracomment>
        <translation>
            <numerusform>{n} cobro en una remesa</numerusform>
            <numerusform>{n} cobros en una remesa</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} customers</source>
        <extracomment>{n} customer</extracomment>
        <translation>
            <numerusform>{n} cliente</numerusform>
            <numerusform>{n} clientes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} declines in {days} days</source>
        <extracomment>{n} decline in {days} days</extracomment>
        <translation>
            <numerusform>{n} rechazo en {days} días</numerusform>
            <numerusform>{n} rechazos en {days} días</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} documents</source>
        <extracomment>{n} document</extracomment>
        <translation>
            <numerusform>{n} documento</numerusform>
            <numerusform>{n} documentos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} links copied.</source>
        <extracomment>{n} link copied.</extracomment>
        <translation>
            <numerusform>{n} enlace copiado.</numerusform>
            <numerusform>{n} enlaces copiados.</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} minutes</source>
        <translation>{n} minutos</translation>
    </message>
    <message>
        <source>{n} more charged and recorded elsewhere, {sum}.</source>
        <translation>{n} más cobrados y registrados en otro lugar, {sum}.</translation>
    </message>
    <message numerus="yes">
        <source>{n} more messages</source>
        <extracomment>{n} more message</extracomment>
        <translation>
            <numerusform>{n} aviso más</numerusform>
            <numerusform>{n} avisos más</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} open</source>
        <translation>{n} abiertos</translation>
    </message>
    <message numerus="yes">
        <source>{n} other debts</source>
        <extracomment>{n} other debt</extracomment>
        <translation>
            <numerusform>{n} deuda más</numerusform>
            <numerusform>{n} deudas más</numerusform>
        </translation>
    </message>
    <message>
        <source>{n} overdue, {sum}</source>
        <translation>{n} vencidos, {sum}</translation>
    </message>
    <message numerus="yes">
        <source>{n} runs, kept for good</source>
        <extracomment>{n} run, kept for good</extracomment>
        <translation>
            <numerusform>{n} remesa, guardada para siempre</numerusform>
            <numerusform>{n} remesas, guardadas para siempre</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} things in Attention wait for a person.</source>
        <extracomment>{n} thing in Attention waits for a person.</extracomment>
        <translation>
            <numerusform>{n} asunto en Atención espera a una persona.</numerusform>
            <numerusform>{n} asuntos en Atención esperan a una persona.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} things wait. Don't charge them again.</source>
        <extracomment>{n} thing waits. Don't charge it again.</extracomment>
        <translation>
            <numerusform>{n} asunto en espera. No lo vuelva a cobrar.</numerusform>
            <numerusform>{n} asuntos en espera. No los vuelva a cobrar.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} times</source>
        <extracomment>{n} time</extracomment>
        <translation>
            <numerusform>{n} vez</numerusform>
            <numerusform>{n} veces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{n} unpaid, {due}</source>
        <extracomment>{n} unpaid, {due}</extracomment>
        <translation>
            <numerusform>{n} pendiente, {due}</numerusform>
            <numerusform>{n} pendientes, {due}</numerusform>
        </translation>
    </message>
    <message>
        <source>{one} or {other}</source>
        <translation>{one} o {other}</translation>
    </message>
    <message>
        <source>{operator} at {station}</source>
        <translation>{operator} en {station}</translation>
    </message>
    <message>
        <source>{operator} at {station}, {at}</source>
        <translation>{operator} en {station}, {at}</translation>
    </message>
    <message>
        <source>{operator} may charge single customers</source>
        <translation>{operator} puede cobrar a clientes de uno en uno</translation>
    </message>
    <message>
        <source>{operator} may charge, not change settings</source>
        <translation>{operator} puede cobrar, no cambiar los ajustes</translation>
    </message>
    <message>
        <source>{operator} may do everything</source>
        <translation>{operator} puede hacerlo todo</translation>
    </message>
    <message>
        <source>{operator} may only look</source>
        <translation>{operator} solo puede mirar</translation>
    </message>
    <message>
        <source>{operator} may only look: the role cannot be read</source>
        <translation>{operator} solo puede mirar: no se puede leer el rol</translation>
    </message>
    <message>
        <source>{person} asks for it: {what}. Approve only what you have looked at yourself. It allows this very sum, once and within a day; nothing is sent by approving. Your name is kept for good.</source>
        <translation>{person} lo pide: {what}. Apruebe solo lo que haya revisado usted mismo. Permite exactamente este importe, una vez y en el plazo de un día; al aprobar no se envía nada. Su nombre queda registrado para siempre.</translation>
    </message>
    <message>
        <source>{rate} a minute, {left} to go</source>
        <translation>{rate} por minuto, faltan {left}</translation>
    </message>
    <message>
        <source>{shown}, total {total}, due {due}</source>
        <translation>{shown}, total {total}, pendiente {due}</translation>
    </message>
    <message>
        <source>{sum} in {n} days: {card} by card, {bank} by bank account</source>
        <translation>{sum} en {n} días: {card} con tarjeta, {bank} por banco</translation>
    </message>
    <message>
        <source>{sum} is older than {days} days</source>
        <translation>{sum} tienen más de {days} días</translation>
    </message>
    <message>
        <source>{sum} may go to {debts} first; {due} would then stay due here.</source>
        <translation>{sum} podrían saldar antes lo siguiente: {debts}; aquí quedarían pendientes {due}.</translation>
    </message>
    <message>
        <source>{sum} of it is likely to settle {debts}; {rest} stays on the balance.</source>
        <translation>Es probable que {sum} salden antes lo siguiente: {debts}; {rest} quedan en el saldo.</translation>
    </message>
    <message>
        <source>{sum}; don't charge again</source>
        <translation>{sum}; no vuelva a cobrar</translation>
    </message>
    <message>
        <source>{s} s</source>
        <translation>{s} s</translation>
    </message>
    <message>
        <source>{taken} approved or accepted, of {planned}</source>
        <translation>{taken} aprobados o aceptados, de {planned}</translation>
    </message>
    <message>
        <source>{taken} approved or accepted, of {planned}; {back} of it given back later</source>
        <translation>{taken} aprobados o aceptados, de {planned}; {back} reintegrados después</translation>
    </message>
    <message>
        <source>{taken} taken, {back} given back</source>
        <translation>{taken} cobrados, {back} reintegrados</translation>
    </message>
    <message>
        <source>{title}: show as a plot</source>
        <translation>{title}: mostrar como gráfico</translation>
    </message>
    <message>
        <source>{title}: show as a table</source>
        <translation>{title}: mostrar como tabla</translation>
    </message>
    <message>
        <source>{trouble} If the charge had left already, it waits in Attention. Don't charge it again.</source>
        <translation>{trouble} Si el cobro ya había salido, espera en Atención. No lo vuelva a cobrar.</translation>
    </message>
    <message>
        <source>{trouble} Nothing was sent; try again.</source>
        <translation>{trouble} No se envió nada; inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>{what} ({keys})</source>
        <translation>{what} ({keys})</translation>
    </message>
    <message>
        <source>{words}, exceeded</source>
        <translation>{words}, superado</translation>
    </message>
    <message>
        <source>“{text}” can be read in two ways. If {plain} is meant, write that.</source>
        <translation>«{text}» puede leerse de dos maneras. Si quiere decir {plain}, escríbalo así.</translation>
    </message>
    <message>
        <source>“{text}” is not an amount. Write it like {example}.</source>
        <translation>«{text}» no es un importe. Escríbalo como {example}.</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>, invoice {number}</source>
        <translation>, factura {number}</translation>
    </message>
    <message>
        <source>, proforma {number}</source>
        <translation>, proforma {number}</translation>
    </message>
    <message>
        <source>, who had refilled the balance</source>
        <translation>, que había recargado el saldo</translation>
    </message>
    <message>
        <source>A PIN has {shortest} to {longest} characters.</source>
        <translation>Un PIN tiene de {shortest} a {longest} caracteres.</translation>
    </message>
    <message>
        <source>A bank debit cannot be voided. Before it settles only IPpay's support can stop it, by telephone; later it can be refunded.</source>
        <translation>Un adeudo bancario no se puede anular. Antes de que sea firme, solo el soporte de IPpay puede detenerlo, por teléfono; después se puede reembolsar.</translation>
    </message>
    <message>
        <source>A bank debit needs the account holder's name in Latin letters; correct the saved bank account.</source>
        <translation>Un adeudo bancario necesita el nombre del titular en letras latinas; corrija la cuenta bancaria guardada.</translation>
    </message>
    <message>
        <source>A charge by somebody else</source>
        <translation>Un cobro de otra procedencia</translation>
    </message>
    <message>
        <source>A charge of it is being voided or refunded, and that is still being checked. Don't charge it again; see Attention.</source>
        <translation>Un cobro suyo se está anulando o reembolsando y eso sigue en comprobación. No lo vuelva a cobrar; vea Atención.</translation>
    </message>
    <message>
        <source>A charge of it is still being checked or recorded.</source>
        <translation>Un cobro suyo sigue en comprobación o sin registrar.</translation>
    </message>
    <message>
        <source>A charge without a payment</source>
        <translation>Un cobro sin pago</translation>
    </message>
    <message>
        <source>A check number is 1 to 10 digits.</source>
        <translation>Un número de cheque tiene de 1 a 10 cifras.</translation>
    </message>
    <message>
        <source>A check presented again had been stopped.</source>
        <translation>Se volvió a presentar un cheque cuyo pago se había ordenado detener.</translation>
    </message>
    <message>
        <source>A check presented again was not permitted.</source>
        <translation>Se volvió a presentar un cheque sin permiso.</translation>
    </message>
    <message>
        <source>A check was presented again twice.</source>
        <translation>Un cheque se volvió a presentar dos veces.</translation>
    </message>
    <message>
        <source>A colleague approves it, or leaves it to lapse.</source>
        <translation>Lo aprueba un compañero, o lo deja caducar.</translation>
    </message>
    <message>
        <source>A colleague has approved it already.</source>
        <translation>Ya lo aprobó un compañero.</translation>
    </message>
    <message>
        <source>A duplicate</source>
        <translation>Un duplicado</translation>
    </message>
    <message>
        <source>A limit on the number of charges is reached at IPpay; try later.</source>
        <translation>Se alcanzó en IPpay un límite de número de cobros; inténtelo más tarde.</translation>
    </message>
    <message>
        <source>A payment without a charge</source>
        <translation>Un pago sin cobro</translation>
    </message>
    <message>
        <source>A private account was debited as if it were a company's, without permission for that.</source>
        <translation>Se adeudó una cuenta particular como si fuera de una empresa, sin permiso para ello.</translation>
    </message>
    <message>
        <source>A proforma is paid whole: {due}.</source>
        <translation>Una proforma se paga entera: {due}.</translation>
    </message>
    <message>
        <source>A refill of customer {customer_id}</source>
        <translation>Una recarga del cliente {customer_id}</translation>
    </message>
    <message>
        <source>A run charges documents only.</source>
        <translation>Una remesa solo cobra documentos.</translation>
    </message>
    <message>
        <source>A run does not debit it again, as IPpay may do so by itself: ask IPpay, then charge it singly.</source>
        <translation>Una remesa no lo vuelve a adeudar, porque IPpay puede hacerlo por sí mismo: pregunte a IPpay y luego cóbrelo aparte.</translation>
    </message>
    <message>
        <source>A second person's approval is kept in the team's ledger, and this profile has none. Whoever administers this station can set one, or lift the limit.</source>
        <translation>La aprobación de una segunda persona se guarda en el libro del equipo, y este perfil no tiene ninguno. Quien administra este puesto puede configurar uno o quitar el límite.</translation>
    </message>
    <message>
        <source>A spreadsheet takes {most_rows} rows. Save as .csv, or choose less.</source>
        <translation>Una hoja de cálculo admite {most_rows} filas. Guarde como .csv o elija menos.</translation>
    </message>
    <message>
        <source>Amounts that differ</source>
        <translation>Importes que difieren</translation>
    </message>
    <message>
        <source>An earlier charge of it is still being checked or recorded.</source>
        <translation>Un cobro anterior sigue en comprobación o sin registrar.</translation>
    </message>
    <message>
        <source>An earlier charge of it is still being checked or recorded. Don't charge it again; see Attention.</source>
        <translation>Un cobro anterior sigue en comprobación o sin registrar. No lo vuelva a cobrar; vea Atención.</translation>
    </message>
    <message>
        <source>Another copy of IPpay Desktop renews the local copy just now; it is shared, so there is nothing to do.</source>
        <translation>Otra copia de IPpay Desktop está renovando la copia local; es compartida, así que no hay nada que hacer.</translation>
    </message>
    <message>
        <source>Another copy of IPpay Desktop{named} is using this data folder; close that copy, or wait until it has finished, and try again.</source>
        <translation>Otra copia de IPpay Desktop{named} está usando esta carpeta de datos; cierre esa copia, o espere a que termine, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Another customer was charged for this payment: move it in Splynx to that one.</source>
        <translation>Se cobró a otro cliente por este pago: páselo en Splynx a ese cliente.</translation>
    </message>
    <message>
        <source>Answer the dispute at IPpay in time, with proof of the service; don't charge this card again until it is decided. Correct Splynx when the money is taken back.</source>
        <translation>Responda a tiempo a la disputa en IPpay, con prueba del servicio; no vuelva a cobrar a esta tarjeta hasta que se decida. Corrija Splynx cuando se retire el dinero.</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Aprobado</translation>
    </message>
    <message>
        <source>Approved.</source>
        <translation>Aprobado.</translation>
    </message>
    <message>
        <source>Approved; the answer was lost, and IPpay confirmed it when asked.</source>
        <translation>Aprobado; la respuesta se perdió e IPpay lo confirmó al preguntarle.</translation>
    </message>
    <message>
        <source>Approved; the answer was lost, and IPpay's books show the charge.</source>
        <translation>Aprobado; la respuesta se perdió y los libros de IPpay muestran el cobro.</translation>
    </message>
    <message>
        <source>Ask IPpay for the new details; they must be used from the next debit on.</source>
        <translation>Pida a IPpay los datos nuevos; hay que usarlos desde el próximo adeudo.</translation>
    </message>
    <message>
        <source>Ask IPpay what became of it. The program goes on looking in IPpay's reports.</source>
        <translation>Pregunte a IPpay qué fue de él. El programa sigue mirando en los informes de IPpay.</translation>
    </message>
    <message>
        <source>Ask IPpay what this code means before the account is debited again.</source>
        <translation>Pregunte a IPpay qué significa este código antes de volver a adeudar la cuenta.</translation>
    </message>
    <message>
        <source>Ask IPpay why, before this account is debited again.</source>
        <translation>Pregunte a IPpay por qué, antes de volver a adeudar esta cuenta.</translation>
    </message>
    <message>
        <source>Ask the customer for the new routing number.</source>
        <translation>Pida al cliente el nuevo número de ruta.</translation>
    </message>
    <message>
        <source>Ask the customer how to pay the money back.</source>
        <translation>Pregunte al cliente cómo reintegrarle el dinero.</translation>
    </message>
    <message>
        <source>Ask the customer to save a card anew in the portal, and send the portal link.</source>
        <translation>Pida al cliente que guarde de nuevo una tarjeta en el portal y envíele el enlace del portal.</translation>
    </message>
    <message>
        <source>Bank debit accepted</source>
        <translation>Adeudo bancario aceptado</translation>
    </message>
    <message>
        <source>Bank debits are to be recorded when they settle, and only IPpay's reports tell when. Whoever administers this station must set up IPpay's reports for the profile {name}, or let debits be recorded when they are accepted.</source>
        <translation>Los adeudos bancarios se registran cuando son firmes, y solo los informes de IPpay dicen cuándo. Quien administra este puesto debe configurar los informes de IPpay para el perfil {name}, o hacer que los adeudos se registren al aceptarse.</translation>
    </message>
    <message>
        <source>Being sent to IPpay.</source>
        <translation>Se está enviando a IPpay.</translation>
    </message>
    <message>
        <source>Call the customer before this account is debited again.</source>
        <translation>Llame al cliente antes de volver a adeudar esta cuenta.</translation>
    </message>
    <message>
        <source>Call the customer; debit it again only if the customer allows this very payment anew.</source>
        <translation>Llame al cliente; adéudelo otra vez solo si el cliente permite de nuevo este mismo pago.</translation>
    </message>
    <message>
        <source>Cancelled by a person.</source>
        <translation>Cancelada por una persona.</translation>
    </message>
    <message>
        <source>Charged outside this program, and Splynx has no such payment: find out for whom it was.</source>
        <translation>Cobrado fuera de este programa, y Splynx no tiene ese pago: averigüe para quién era.</translation>
    </message>
    <message>
        <source>Charged outside this program, and recorded: nothing to do if somebody knows of it.</source>
        <translation>Cobrado fuera de este programa, y registrado: nada que hacer si alguien lo sabe.</translation>
    </message>
    <message>
        <source>Charges at once must be from 1 to 16.</source>
        <translation>Los cobros a la vez deben ser de 1 a 16.</translation>
    </message>
    <message>
        <source>Charges of this Splynx still wait in this computer's own journal, which the team's ledger does not know. Whoever administers this station must take the ledger out of the profile {name}, settle them, then set it again.</source>
        <translation>Quedan cobros de este Splynx en espera en el diario propio de este equipo, que el libro compartido no conoce. Quien administra este puesto debe quitar el libro compartido del perfil {name}, resolverlos y volver a ponerlo.</translation>
    </message>
    <message>
        <source>Charges on {host} that went through {gateway} are not settled yet ({waiting}). Let them be settled there first, then charge through another gateway.</source>
        <translation>Hay cobros en {host} que pasaron por {gateway} y aún no están resueltos ({waiting}). Que se resuelvan primero allí y, después, cobre por otra pasarela.</translation>
    </message>
    <message>
        <source>Charges on {splynx_host} are not settled yet ({attempts}). Open Attention and press Ask now first.</source>
        <translation>Hay cobros en {splynx_host} aún sin resolver ({attempts}). Abra Atención y pulse antes Preguntar ahora.</translation>
    </message>
    <message>
        <source>Charges on {splynx_host} are not settled yet ({number}). Open Attention and press Ask now first. Nothing was forgotten.</source>
        <translation>Hay cobros en {splynx_host} aún sin resolver ({number}). Abra Atención y pulse antes Preguntar ahora. No se olvidó nada.</translation>
    </message>
    <message>
        <source>Check the account's numbers and the permission with the customer, and ask IPpay.</source>
        <translation>Compruebe con el cliente los números de la cuenta y el permiso, y pregunte a IPpay.</translation>
    </message>
    <message>
        <source>Choose a profile in Settings. There are: {names}.</source>
        <translation>Elija un perfil en Ajustes. Hay: {names}.</translation>
    </message>
    <message>
        <source>Compare it in IPpay's own pages, and ask IPpay before anything is corrected.</source>
        <translation>Compárelo en las páginas de IPpay y pregunte a IPpay antes de corregir nada.</translation>
    </message>
    <message>
        <source>Compare it with what was agreed; a corrected debit is possible within 60 days.</source>
        <translation>Compárelo con lo acordado; un adeudo corregido es posible dentro de 60 días.</translation>
    </message>
    <message>
        <source>Compare the day in Books and look at what differs. Mark this as dealt with when all of it is right: then the day is finished again.</source>
        <translation>Compare el día en Libros y mire qué difiere. Márquelo como tratado cuando todo esté bien: entonces el día vuelve a estar terminado.</translation>
    </message>
    <message>
        <source>Customers can be read.</source>
        <translation>Se pueden leer los clientes.</translation>
    </message>
    <message>
        <source>Customers → Customer billing</source>
        <translation>Customers → Customer billing</translation>
    </message>
    <message>
        <source>Customers → Customer payment accounts</source>
        <translation>Customers → Customer payment accounts</translation>
    </message>
    <message>
        <source>Declined (code {code}); the answer was lost, and IPpay's books say so.</source>
        <translation>Rechazado (código {code}); la respuesta se perdió y así lo dicen los libros de IPpay.</translation>
    </message>
    <message>
        <source>Delays are seconds, zero or more.</source>
        <translation>Las esperas son segundos, cero o más.</translation>
    </message>
    <message>
        <source>Documents that are {words} are never charged. Leave that status out.</source>
        <translation>Los documentos con estado {words} nunca se cobran. Quite ese estado.</translation>
    </message>
    <message>
        <source>Don't debit this account again; call the customer, and go on only with a new written permission.</source>
        <translation>No vuelva a adeudar esta cuenta; llame al cliente y siga solo con un nuevo permiso por escrito.</translation>
    </message>
    <message>
        <source>Don't debit this account again; settle it with the family or the estate.</source>
        <translation>No vuelva a adeudar esta cuenta; resuélvalo con la familia o los herederos.</translation>
    </message>
    <message>
        <source>Entry {sequence} of the journal {what}. Stop charging, keep the data folder as it is, and compare it with a backup.</source>
        <translation>La anotación {sequence} del diario {what}. Deje de cobrar, conserve la carpeta de datos como está y compárela con una copia de seguridad.</translation>
    </message>
    <message>
        <source>Entry {sequence} of this evidence file is out of order.</source>
        <translation>La anotación {sequence} de este archivo de prueba está fuera de orden.</translation>
    </message>
    <message>
        <source>Entry {sequence} of this evidence file was changed.</source>
        <translation>La anotación {sequence} de este archivo de prueba fue modificada.</translation>
    </message>
    <message>
        <source>Field {index} of payment account “{title}” is labelled “{label}”, which does not look like {name}. Whoever administers this station must name the right fields for the profile {name2}, or accept these.</source>
        <translation>El campo {index} de la cuenta de pago «{title}» se llama «{label}», que no parece {name}. Quien administra este puesto debe indicar los campos correctos para el perfil {name2}, o aceptar estos.</translation>
    </message>
    <message>
        <source>Finance → Invoice relations</source>
        <translation>Finance → Invoice relations</translation>
    </message>
    <message>
        <source>Finance → Payment methods</source>
        <translation>Finance → Payment methods</translation>
    </message>
    <message>
        <source>Finance → Proforma invoices</source>
        <translation>Finance → Proforma invoices</translation>
    </message>
    <message>
        <source>For this document {words} again: tried {n} times.</source>
        <translation>Para este documento, {words} otra vez: intentos hechos, {n}.</translation>
    </message>
    <message>
        <source>Give at least one delay.</source>
        <translation>Indique al menos una espera.</translation>
    </message>
    <message>
        <source>Give the reason for the decision.</source>
        <translation>Indique el motivo de la decisión.</translation>
    </message>
    <message>
        <source>Give the reason.</source>
        <translation>Indique el motivo.</translation>
    </message>
    <message>
        <source>Have it raised by whoever administers this station, then resume.</source>
        <translation>Pida a quien administra este puesto que lo suba y reanude.</translation>
    </message>
    <message>
        <source>Have the customer check the bank account's numbers and save them again.</source>
        <translation>Haga que el cliente compruebe los números de la cuenta bancaria y los guarde de nuevo.</translation>
    </message>
    <message>
        <source>Have the customer save another bank account in the portal, or pay by card.</source>
        <translation>Haga que el cliente guarde otra cuenta bancaria en el portal o pague con tarjeta.</translation>
    </message>
    <message>
        <source>IPpay accepted the bank debit; it settles later.</source>
        <translation>IPpay aceptó el adeudo bancario; será firme más tarde.</translation>
    </message>
    <message>
        <source>IPpay accepted the refund to the bank account; it takes some days.</source>
        <translation>IPpay aceptó el reembolso a la cuenta bancaria; tarda unos días.</translation>
    </message>
    <message>
        <source>IPpay and Splynx agree on a charge that this program counts as not made: tell support.</source>
        <translation>IPpay y Splynx coinciden en un cobro que este programa cuenta como no hecho: avise a soporte.</translation>
    </message>
    <message>
        <source>IPpay answered about another transaction; what became of the charge is being checked.</source>
        <translation>IPpay respondió sobre otra transacción; se está comprobando qué fue del cobro.</translation>
    </message>
    <message>
        <source>IPpay answered with a code this program does not know; what became of the charge is being checked.</source>
        <translation>IPpay respondió con un código que este programa no conoce; se está comprobando qué fue del cobro.</translation>
    </message>
    <message>
        <source>IPpay answered with a yes that does not hold for a charge; what became of it is being checked.</source>
        <translation>IPpay respondió con un sí que no vale para un cobro; se está comprobando qué fue de él.</translation>
    </message>
    <message>
        <source>IPpay answers for terminal {terminal}.</source>
        <translation>IPpay responde para el terminal {terminal}.</translation>
    </message>
    <message>
        <source>IPpay answers only internet addresses on its allow-list, so ask IPpay whether yours is</source>
        <translation>IPpay solo responde a las direcciones de internet de su lista de permitidas, así que pregunte a IPpay si está la suya</translation>
    </message>
    <message>
        <source>IPpay answers, but not as expected.</source>
        <translation>IPpay responde, pero no como se esperaba.</translation>
    </message>
    <message>
        <source>IPpay answers.</source>
        <translation>IPpay responde.</translation>
    </message>
    <message>
        <source>IPpay asks for fewer reports; try again later.</source>
        <translation>IPpay pide que se soliciten menos informes; inténtelo más tarde.</translation>
    </message>
    <message>
        <source>IPpay counts in cents, and {currency} has none.</source>
        <translation>IPpay cuenta en céntimos, y {currency} no los tiene.</translation>
    </message>
    <message>
        <source>IPpay does not accept the amount; check it, and the program's limits there.</source>
        <translation>IPpay no acepta el importe; compruébelo, y también los límites del programa allí.</translation>
    </message>
    <message>
        <source>IPpay does not accept this card number or kind; have the customer save a new card in the portal.</source>
        <translation>IPpay no acepta este número o tipo de tarjeta; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>IPpay does not allow this refund (code {action_code}); ask IPpay.</source>
        <translation>IPpay no permite este reembolso (código {action_code}); pregunte a IPpay.</translation>
    </message>
    <message>
        <source>IPpay does not find the charge, or it was given back already.</source>
        <translation>IPpay no encuentra el cobro, o ya se reintegró.</translation>
    </message>
    <message>
        <source>IPpay does not know this merchant, or has closed it; check the terminal with IPpay.</source>
        <translation>IPpay no conoce este comercio, o lo ha cerrado; revise el terminal con IPpay.</translation>
    </message>
    <message>
        <source>IPpay does not know this terminal; check the terminal ID in Settings.</source>
        <translation>IPpay no conoce este terminal; revise el id. de terminal en Ajustes.</translation>
    </message>
    <message>
        <source>IPpay does not void it any more; the day's batch has probably closed.</source>
        <translation>IPpay ya no lo anula; probablemente se cerró el lote del día.</translation>
    </message>
    <message>
        <source>IPpay had voided this charge before.</source>
        <translation>IPpay ya había anulado este cobro.</translation>
    </message>
    <message>
        <source>IPpay has charged it more than once under one id: have the surplus refunded.</source>
        <translation>IPpay lo cobró más de una vez con el mismo id.: pida que se reembolse lo que sobra.</translation>
    </message>
    <message>
        <source>IPpay has charged what this program counts as not charged: don't charge it again, have it refunded or record it, and tell support.</source>
        <translation>IPpay cobró lo que este programa cuenta como no cobrado: no lo vuelva a cobrar, haga que se reembolse o regístrelo, y avise a soporte.</translation>
    </message>
    <message>
        <source>IPpay has had this charge before; its first outcome counts.</source>
        <translation>IPpay ya había recibido este cobro; vale su primer resultado.</translation>
    </message>
    <message>
        <source>IPpay has had this refund before; its first outcome counts.</source>
        <translation>IPpay ya había recibido este reembolso; vale su primer resultado.</translation>
    </message>
    <message>
        <source>IPpay has no record of this charge. No money was taken.</source>
        <translation>IPpay no tiene constancia de este cobro. No se cobró dinero.</translation>
    </message>
    <message>
        <source>IPpay has no record of this refund. No money went back.</source>
        <translation>IPpay no tiene constancia de este reembolso. No volvió dinero.</translation>
    </message>
    <message>
        <source>IPpay has no such charge now.</source>
        <translation>IPpay no tiene ahora ese cobro.</translation>
    </message>
    <message>
        <source>IPpay has no such refund now.</source>
        <translation>IPpay no tiene ahora ese reembolso.</translation>
    </message>
    <message>
        <source>IPpay has the charge while it is still being checked here: open Attention and ask again.</source>
        <translation>IPpay tiene el cobro mientras aquí sigue en comprobación: abra Atención y vuelva a preguntar.</translation>
    </message>
    <message>
        <source>IPpay holds the bank debit for a reason</source>
        <translation>IPpay retiene el adeudo bancario por algún motivo</translation>
    </message>
    <message>
        <source>IPpay holds the refund for a reason</source>
        <translation>IPpay retiene el reembolso por algún motivo</translation>
    </message>
    <message>
        <source>IPpay keeps charges for {kept_days} days, so this one cannot be voided any more. Refund it instead.</source>
        <translation>IPpay conserva los cobros {kept_days} días, así que este ya no se puede anular. Reembólselo en su lugar.</translation>
    </message>
    <message>
        <source>IPpay lost contact with the bank on the way; what became of the charge is being checked.</source>
        <translation>IPpay perdió el contacto con el banco por el camino; se está comprobando qué fue del cobro.</translation>
    </message>
    <message>
        <source>IPpay may forget an id after 90 days, and this is older: ask IPpay what became of it.</source>
        <translation>IPpay puede olvidar un id. pasados 90 días, y este es más antiguo: pregunte a IPpay qué fue de él.</translation>
    </message>
    <message>
        <source>IPpay may mean an earlier try of this charge, for {amount}: compare the amount in IPpay's own pages, then decide.</source>
        <translation>IPpay puede referirse a un intento anterior de este cobro, por {amount}: compare el importe en las páginas de IPpay y decida.</translation>
    </message>
    <message>
        <source>IPpay or Splynx refused our credentials. Mend them, then resume.</source>
        <translation>IPpay o Splynx no aceptó nuestras credenciales. Corríjalas y reanude.</translation>
    </message>
    <message>
        <source>IPpay refused access to its reports (HTTP {status}); ask IPpay whether your address is on its allow-list.</source>
        <translation>IPpay denegó el acceso a sus informes (HTTP {status}); pregunte a IPpay si su dirección está en la lista de permitidas.</translation>
    </message>
    <message>
        <source>IPpay refused our set-up several times in a row. Mend it, then resume.</source>
        <translation>IPpay no aceptó nuestra configuración varias veces seguidas. Corríjala y reanude.</translation>
    </message>
    <message>
        <source>IPpay refused the form of the request; tell support.</source>
        <translation>IPpay no aceptó la forma de la petición; avise a soporte.</translation>
    </message>
    <message>
        <source>IPpay refused the merchant ID or password for reports; check both in Settings.</source>
        <translation>IPpay no aceptó el id. de comercio o la contraseña de los informes; revise ambos en Ajustes.</translation>
    </message>
    <message>
        <source>IPpay refused the report{said}; tell support.</source>
        <translation>IPpay denegó el informe{said}; avise a soporte.</translation>
    </message>
    <message>
        <source>IPpay refused the terminal's password; check it in Settings.</source>
        <translation>IPpay no aceptó la contraseña del terminal; revísela en Ajustes.</translation>
    </message>
    <message>
        <source>IPpay refused without saying why</source>
        <translation>IPpay lo denegó sin decir por qué</translation>
    </message>
    <message>
        <source>IPpay refused without saying why; whether the money went back is being checked.</source>
        <translation>IPpay lo denegó sin decir por qué; se está comprobando si el dinero volvió.</translation>
    </message>
    <message>
        <source>IPpay reports a fault of the terminal's set-up; ask IPpay.</source>
        <translation>IPpay informa de un fallo en la configuración del terminal; pregunte a IPpay.</translation>
    </message>
    <message>
        <source>IPpay said that it has had this charge before, and its enquiry does not find it.</source>
        <translation>IPpay dijo que ya había recibido este cobro, y la consulta no lo encuentra.</translation>
    </message>
    <message>
        <source>IPpay says approved; the program asks once more before it counts.</source>
        <translation>IPpay dice que está aprobado; el programa pregunta una vez más antes de darlo por bueno.</translation>
    </message>
    <message>
        <source>IPpay says it accepted the refund.</source>
        <translation>IPpay dice que aceptó el reembolso.</translation>
    </message>
    <message>
        <source>IPpay says it approved the charge.</source>
        <translation>IPpay dice que aprobó el cobro.</translation>
    </message>
    <message>
        <source>IPpay says that this charge was voided, so there is nothing to refund. Void it here too, and Splynx is put right.</source>
        <translation>IPpay dice que este cobro se anuló, así que no hay nada que reembolsar. Anúlelo también aquí y Splynx quedará bien.</translation>
    </message>
    <message>
        <source>IPpay says that this charge was voided. There is no payment to record.</source>
        <translation>IPpay dice que este cobro fue anulado. No hay ningún pago que registrar.</translation>
    </message>
    <message>
        <source>IPpay sent the request back in place of an answer</source>
        <translation>IPpay devolvió la petición en lugar de una respuesta</translation>
    </message>
    <message>
        <source>IPpay speaks of a duplicate; whether the money went back is being checked.</source>
        <translation>IPpay habla de un duplicado; se está comprobando si el dinero volvió.</translation>
    </message>
    <message>
        <source>IPpay speaks of a refund that is not allowed, though none was asked; tell support.</source>
        <translation>IPpay habla de un reembolso no permitido, aunque no se pidió ninguno; avise a soporte.</translation>
    </message>
    <message>
        <source>IPpay speaks of a smaller amount than asked; what became of it is being checked.</source>
        <translation>IPpay habla de un importe menor que el pedido; se está comprobando qué fue de él.</translation>
    </message>
    <message>
        <source>IPpay took the charge back; no money was taken.</source>
        <translation>IPpay deshizo el cobro; no se cobró dinero.</translation>
    </message>
    <message>
        <source>IPpay took the refund back; no money was sent.</source>
        <translation>IPpay deshizo el reembolso; no se envió dinero.</translation>
    </message>
    <message>
        <source>IPpay's answer does not say what it is about; whether the money went back is being checked.</source>
        <translation>La respuesta de IPpay no dice a qué se refiere; se está comprobando si el dinero volvió.</translation>
    </message>
    <message>
        <source>IPpay's answer does not say which charge it is about</source>
        <translation>La respuesta de IPpay no dice a qué cobro se refiere</translation>
    </message>
    <message>
        <source>IPpay's answer does not say which charge it is about.</source>
        <translation>La respuesta de IPpay no dice a qué cobro se refiere.</translation>
    </message>
    <message>
        <source>IPpay's answer is about another transaction; stop charging and tell support.</source>
        <translation>La respuesta de IPpay se refiere a otra transacción; deje de cobrar y avise a soporte.</translation>
    </message>
    <message>
        <source>IPpay's answer is about another transaction; stop, and tell support.</source>
        <translation>La respuesta de IPpay se refiere a otra transacción; deténgase y avise a soporte.</translation>
    </message>
    <message>
        <source>IPpay's answer is not readable</source>
        <translation>La respuesta de IPpay no se puede leer</translation>
    </message>
    <message>
        <source>IPpay's answer lacks its code.</source>
        <translation>A la respuesta de IPpay le falta el código.</translation>
    </message>
    <message>
        <source>IPpay's answer lacks its code; what became of the charge is being checked.</source>
        <translation>A la respuesta de IPpay le falta el código; se está comprobando qué fue del cobro.</translation>
    </message>
    <message>
        <source>IPpay's answer lacks its code; whether the money went back is being checked.</source>
        <translation>A la respuesta de IPpay le falta el código; se está comprobando si el dinero volvió.</translation>
    </message>
    <message>
        <source>IPpay's answer says both yes and no</source>
        <translation>La respuesta de IPpay dice a la vez sí y no</translation>
    </message>
    <message>
        <source>IPpay's answer says both yes and no; whether the money went back is being checked.</source>
        <translation>La respuesta de IPpay dice a la vez sí y no; se está comprobando si el dinero volvió.</translation>
    </message>
    <message>
        <source>IPpay's answer says yes and no</source>
        <translation>La respuesta de IPpay dice sí y no</translation>
    </message>
    <message>
        <source>IPpay's answer says yes and something else</source>
        <translation>La respuesta de IPpay dice sí y otra cosa más</translation>
    </message>
    <message>
        <source>IPpay's answer settles nothing; whether the money went back is being checked.</source>
        <translation>La respuesta de IPpay no aclara nada; se está comprobando si el dinero volvió.</translation>
    </message>
    <message>
        <source>IPpay's answer speaks of a void, not of a refund</source>
        <translation>La respuesta de IPpay habla de una anulación, no de un reembolso</translation>
    </message>
    <message>
        <source>IPpay's answer to the enquiry carries a remark; a person must ask.</source>
        <translation>La respuesta de IPpay a la consulta trae una observación; debe preguntar una persona.</translation>
    </message>
    <message>
        <source>IPpay's answer to the enquiry contradicts itself.</source>
        <translation>La respuesta de IPpay a la consulta se contradice.</translation>
    </message>
    <message>
        <source>IPpay's answer to the enquiry does not say whether it approved.</source>
        <translation>La respuesta de IPpay a la consulta no dice si lo aprobó.</translation>
    </message>
    <message>
        <source>IPpay's answer to the enquiry tells nothing certain.</source>
        <translation>La respuesta de IPpay a la consulta no dice nada seguro.</translation>
    </message>
    <message>
        <source>IPpay's books hold an operation that this program does not know: ask IPpay what it was.</source>
        <translation>En los libros de IPpay hay una operación que este programa no conoce: pregunte a IPpay qué fue.</translation>
    </message>
    <message>
        <source>IPpay's books show it; the answer was lost.</source>
        <translation>Los libros de IPpay lo muestran; la respuesta se perdió.</translation>
    </message>
    <message>
        <source>IPpay's books show that it was refused (code {code}); the answer was lost.</source>
        <translation>Los libros de IPpay muestran que se rechazó (código {code}); la respuesta se perdió.</translation>
    </message>
    <message>
        <source>IPpay's books show that it was voided.</source>
        <translation>Los libros de IPpay muestran que se anuló.</translation>
    </message>
    <message>
        <source>IPpay's books show that the charge was voided. No money was taken.</source>
        <translation>Los libros de IPpay muestran que el cobro se anuló. No se cobró dinero.</translation>
    </message>
    <message>
        <source>IPpay's books show the charge; they are read once more before it counts.</source>
        <translation>Los libros de IPpay muestran el cobro; se leen una vez más antes de darlo por bueno.</translation>
    </message>
    <message>
        <source>IPpay's enquiry cannot tell a refund from its charge.</source>
        <translation>La consulta a IPpay no distingue un reembolso de su cobro.</translation>
    </message>
    <message>
        <source>IPpay's enquiry does not find the charge, and its books hold it.</source>
        <translation>La consulta a IPpay no encuentra el cobro, y sus libros sí lo tienen.</translation>
    </message>
    <message>
        <source>IPpay's enquiry does not say that it was voided.</source>
        <translation>La consulta a IPpay no dice que se anulara.</translation>
    </message>
    <message>
        <source>IPpay's report {what}; nothing of it was used. Try again later.</source>
        <translation>El informe de IPpay {what}; no se usó nada de él. Inténtelo más tarde.</translation>
    </message>
    <message>
        <source>IPpay's reports answered with a fault (HTTP {status}); try again later.</source>
        <translation>Los informes de IPpay respondieron con un fallo (HTTP {status}); inténtelo más tarde.</translation>
    </message>
    <message>
        <source>IPpay's reports can be read ({rows} returned bank debits of late).</source>
        <translation>Se pueden leer los informes de IPpay (adeudos devueltos últimamente: {rows}).</translation>
    </message>
    <message>
        <source>IPpay's reports could not be read: {error}</source>
        <translation>No se pudieron leer los informes de IPpay: {error}</translation>
    </message>
    <message>
        <source>IPpay's reports need a merchant id and a password of their own. Whoever administers this station must give them to the profile {name}.</source>
        <translation>Los informes de IPpay necesitan su propio id. de comercio y contraseña. Quien administra este puesto debe darlos al perfil {name}.</translation>
    </message>
    <message>
        <source>IPpay's reports tell another amount of this charge than was sent.</source>
        <translation>Los informes de IPpay indican otro importe de este cobro que el enviado.</translation>
    </message>
    <message>
        <source>IPpay's yes carries an error</source>
        <translation>El sí de IPpay trae un error</translation>
    </message>
    <message>
        <source>IPpay's yes does not say what it is about</source>
        <translation>El sí de IPpay no dice a qué se refiere</translation>
    </message>
    <message>
        <source>IPpay's yes does not say which charge it is about</source>
        <translation>El sí de IPpay no dice a qué cobro se refiere</translation>
    </message>
    <message>
        <source>IPpay's yes lacks the bank's approval code</source>
        <translation>Al sí de IPpay le falta el código de autorización del banco</translation>
    </message>
    <message>
        <source>If Splynx was restored, or the payment deleted by mistake, enter it again under receipt number {receipt}. If the money went back, mark this as dealt with; then it can be charged.</source>
        <translation>Si se recuperó una copia de Splynx, o el pago se eliminó por error, anótelo de nuevo con el número de recibo {receipt}. Si el dinero volvió, márquelo como tratado; entonces se puede cobrar.</translation>
    </message>
    <message>
        <source>In Splynx enter a credit note of {amount} for customer {customer_id} ({customer_name}){about}, dated {today}, then refund that credit note by the same payment method, with {transaction_id} in its comment.</source>
        <translation>Anote en Splynx una nota de crédito de {amount} para el cliente {customer_id} ({customer_name}){about}, con fecha {today}, y reembolse esa nota de crédito con la misma forma de pago, con {transaction_id} en el comentario.</translation>
    </message>
    <message>
        <source>Invoice {number}</source>
        <translation>Factura {number}</translation>
    </message>
    <message>
        <source>Invoices can be read.</source>
        <translation>Se pueden leer las facturas.</translation>
    </message>
    <message>
        <source>It is being charged through {splynx_host}, which is this same Splynx under another name. Write one address in every profile; nothing was sent.</source>
        <translation>Se está cobrando a través de {splynx_host}, que es este mismo Splynx con otro nombre. Escriba una sola dirección en todos los perfiles; no se envió nada.</translation>
    </message>
    <message>
        <source>It is no longer in Splynx.</source>
        <translation>Ya no está en Splynx.</translation>
    </message>
    <message>
        <source>It is not clear which payment account holds IPpay's saved methods (Splynx has: {listed}). Whoever administers this station must name it for the profile {name}.</source>
        <translation>No está claro qué cuenta de pago tiene los medios de pago guardados de IPpay (Splynx tiene: {listed}). Quien administra este puesto debe indicarla para el perfil {name}.</translation>
    </message>
    <message>
        <source>It is not clear which payment method of Splynx a payment by {kind} is recorded under (Splynx has: {listed}). Whoever administers this station must name it for the profile {name}.</source>
        <translation>No está claro con qué forma de pago de Splynx se registra un pago por {kind} (Splynx tiene: {listed}). Quien administra este puesto debe indicarla para el perfil {name}.</translation>
    </message>
    <message>
        <source>It is of an earlier day, so the program leaves it.</source>
        <translation>Es de un día anterior, así que el programa lo deja.</translation>
    </message>
    <message>
        <source>It is paid already.</source>
        <translation>Ya está pagado.</translation>
    </message>
    <message>
        <source>It is pending: another charge of it is on its way in Splynx.</source>
        <translation>Está en trámite: otro cobro suyo está en camino en Splynx.</translation>
    </message>
    <message>
        <source>It lapses a day after it was asked for, or approved.</source>
        <translation>Caduca un día después de pedirse o aprobarse.</translation>
    </message>
    <message>
        <source>It says: {detail}</source>
        <translation>Dice: {detail}</translation>
    </message>
    <message>
        <source>It was charged by someone else a moment ago. Look at it again.</source>
        <translation>Alguien lo cobró hace un momento. Mírelo otra vez.</translation>
    </message>
    <message>
        <source>It was deleted in Splynx.</source>
        <translation>Se eliminó en Splynx.</translation>
    </message>
    <message>
        <source>It was refunded already.</source>
        <translation>Ya se reembolsó.</translation>
    </message>
    <message>
        <source>It was voided already.</source>
        <translation>Ya se anuló.</translation>
    </message>
    <message>
        <source>Its amount has more decimals than the profile's currency. Correct the amount in Splynx, or the currency in the profile.</source>
        <translation>Su importe tiene más decimales que la moneda del perfil. Corrija el importe en Splynx o la moneda en el perfil.</translation>
    </message>
    <message>
        <source>Its first settlement is more than 180 days ago; ask the customer to pay anew.</source>
        <translation>Fue firme por primera vez hace más de 180 días; pida al cliente que pague de nuevo.</translation>
    </message>
    <message>
        <source>Its payment lies with another customer: move it in Splynx to the one who was charged.</source>
        <translation>Su pago está en otro cliente: páselo en Splynx a quien se le cobró.</translation>
    </message>
    <message>
        <source>Look in IPpay's own pages whether it was voided or refunded there. If it was not, refund it unlinked.</source>
        <translation>Mire en las páginas de IPpay si allí se anuló o se reembolsó. Si no, reembólselo sin vínculo.</translation>
    </message>
    <message>
        <source>Look whether the customer was debited twice, before anything else is charged.</source>
        <translation>Mire si se adeudó dos veces al cliente, antes de cobrar nada más.</translation>
    </message>
    <message>
        <source>May be presented {times}, unchanged.</source>
        <translation>Se puede presentar {times}, sin cambios.</translation>
    </message>
    <message>
        <source>Mend it, or move the file aside and set the profiles up again.</source>
        <translation>Corríjalo, o aparte el archivo y configure los perfiles de nuevo.</translation>
    </message>
    <message>
        <source>Money was taken and recorded as payment {id}, but it did not settle {named}.</source>
        <translation>Se cobró el dinero y se registró como pago {id}, pero no saldó {named}.</translation>
    </message>
    <message>
        <source>Money was taken and recorded as payment {id}, but {named} is no longer in Splynx. See there what it paid.</source>
        <translation>Se cobró el dinero y se registró como pago {id}, pero {named} ya no está en Splynx. Mire allí qué pagó.</translation>
    </message>
    <message>
        <source>Money was taken and recorded as payment {id}, but {named} is still not paid whole. See in Splynx what it paid.</source>
        <translation>Se cobró el dinero y se registró como pago {id}, pero {named} aún no está pagada entera. Mire en Splynx qué pagó.</translation>
    </message>
    <message>
        <source>Money was taken, and Splynx holds {held} payments for it. See at IPpay whether it was taken once; if so, delete payment {id} in Splynx.</source>
        <translation>El dinero se cobró y Splynx tiene {held} pagos por ello. Compruebe en IPpay si se cobró una sola vez; si es así, elimine el pago {id} en Splynx.</translation>
    </message>
    <message>
        <source>Money was taken, and its payment {payment_id} is no longer in Splynx. Enter it there again, or see whether somebody has.</source>
        <translation>Se cobró el dinero, y su pago {payment_id} ya no está en Splynx. Anótelo allí de nuevo, o mire si alguien lo hizo.</translation>
    </message>
    <message>
        <source>Money was taken, but Splynx holds under this receipt number: {amounts}.</source>
        <translation>Se cobró el dinero, pero Splynx tiene con este número de recibo: {amounts}.</translation>
    </message>
    <message>
        <source>Money was taken.</source>
        <translation>Se cobró el dinero.</translation>
    </message>
    <message>
        <source>Money was taken; whether Splynx recorded it is unclear.</source>
        <translation>Se cobró el dinero; no está claro si Splynx lo registró.</translation>
    </message>
    <message>
        <source>Name a file that ends in {ends}; “{name}” does not.</source>
        <translation>Indique un archivo que termine en {ends}; «{name}» no lo hace.</translation>
    </message>
    <message>
        <source>Name the period to charge.</source>
        <translation>Indique el periodo que se cobra.</translation>
    </message>
    <message>
        <source>Never with this bank account.</source>
        <translation>Nunca con esta cuenta bancaria.</translation>
    </message>
    <message>
        <source>Never with this bank account: {reason}.</source>
        <translation>Nunca con esta cuenta bancaria: {reason}.</translation>
    </message>
    <message>
        <source>Never with this card: {reason}.</source>
        <translation>Nunca con esta tarjeta: {reason}.</translation>
    </message>
    <message>
        <source>No PIN is set.</source>
        <translation>No hay ningún PIN.</translation>
    </message>
    <message>
        <source>No Splynx payment method is set for a {kind} payment. Whoever administers this station must name it for the profile {name}.</source>
        <translation>No hay forma de pago de Splynx para un pago por {kind}. Quien administra este puesto debe indicarla para el perfil {name}.</translation>
    </message>
    <message>
        <source>No bank issues such a card; have the customer save a new card in the portal.</source>
        <translation>Ningún banco emite esa tarjeta; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>No enquiry can tell a linked refund from its charge: IPpay's reports or a person who looks in IPpay's own pages decide. Don't refund it again.</source>
        <translation>Ninguna consulta distingue un reembolso vinculado de su cobro: deciden los informes de IPpay o una persona que mire en las páginas de IPpay. No lo reembolse otra vez.</translation>
    </message>
    <message>
        <source>No money was taken, so there is nothing to give back.</source>
        <translation>No se cobró dinero, así que no hay nada que reintegrar.</translation>
    </message>
    <message>
        <source>No payment method is set for bank debits; none can be recorded.</source>
        <translation>No hay forma de pago para los adeudos bancarios; no se puede registrar ninguno.</translation>
    </message>
    <message>
        <source>No reports are set: settlements, returns and disputes are not heard of, and days cannot be reconciled. Ask IPpay for the reports' merchant id and password.</source>
        <translation>No hay informes configurados: no se sabe de adeudos firmes, devoluciones ni disputas, y no se pueden conciliar los días. Pida a IPpay el id. de comercio y la contraseña de los informes.</translation>
    </message>
    <message>
        <source>Nobody has asked to do {what} over {amount} within a day. Whoever wants it tries it first; that asks for your approval.</source>
        <translation>En un día nadie ha pedido hacer {what} por {amount}. Quien lo quiera debe intentarlo antes; así se pide su aprobación.</translation>
    </message>
    <message>
        <source>Not before the customer has permitted it anew, as a new debit.</source>
        <translation>No antes de que el cliente lo haya permitido de nuevo, como adeudo nuevo.</translation>
    </message>
    <message>
        <source>Not before {moment}: {reason}.</source>
        <translation>No antes del {moment}: {reason}.</translation>
    </message>
    <message>
        <source>Not enough money on the account; try later.</source>
        <translation>No hay dinero suficiente en la cuenta; inténtelo más tarde.</translation>
    </message>
    <message>
        <source>Not sent: the team's ledger did not answer before anything was to leave.</source>
        <translation>No enviado: el libro del equipo no respondió antes de que saliera nada.</translation>
    </message>
    <message>
        <source>Nothing in this plan can be charged.</source>
        <translation>En este plan no se puede cobrar nada.</translation>
    </message>
    <message>
        <source>Nothing is due on it.</source>
        <translation>No tiene nada pendiente.</translation>
    </message>
    <message>
        <source>Nothing to do.</source>
        <translation>Nada que hacer.</translation>
    </message>
    <message>
        <source>Nothing to do: this program charged and recorded it at another computer.</source>
        <translation>Nada que hacer: este programa lo cobró y lo registró en otro equipo.</translation>
    </message>
    <message>
        <source>Nothing was sent.</source>
        <translation>No se envió nada.</translation>
    </message>
    <message>
        <source>Nothing was written to the journal</source>
        <translation>No se escribió nada en el diario</translation>
    </message>
    <message>
        <source>Nothing was written to the journal: a text is too long for it.</source>
        <translation>No se escribió nada en el diario: un texto es demasiado largo para él.</translation>
    </message>
    <message>
        <source>Nothing was written to the journal: another program holds it. Close other copies of IPpay Desktop and try again.</source>
        <translation>No se escribió nada en el diario: otro programa lo tiene ocupado. Cierre otras copias de IPpay Desktop e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Nothing was written to the journal: it broke off in the middle. Try again; if that does not help, start the program again.</source>
        <translation>No se escribió nada en el diario: se interrumpió a la mitad. Inténtelo de nuevo; si no sirve, reinicie el programa.</translation>
    </message>
    <message>
        <source>Nothing was written to the journal: it may only be read. Allow this user to write to the data folder.</source>
        <translation>No se escribió nada en el diario: es de solo lectura. Permita a este usuario escribir en la carpeta de datos.</translation>
    </message>
    <message>
        <source>Nothing was written to the journal: the disk failed, or may take no more. Check its free space and health, then start the program again.</source>
        <translation>No se escribió nada en el diario: el disco falló, o no admite más. Compruebe su espacio libre y su estado y reinicie el programa.</translation>
    </message>
    <message>
        <source>Nothing was written to the journal: the disk is full. Free some space and try again.</source>
        <translation>No se escribió nada en el diario: el disco está lleno. Libere espacio e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Nothing was written to the team's ledger</source>
        <translation>No se escribió nada en el libro del equipo</translation>
    </message>
    <message>
        <source>Nothing was written to the team's ledger: it may only be read. Is its server a standby?</source>
        <translation>No se escribió nada en el libro del equipo: es de solo lectura. ¿Es su servidor uno de reserva?</translation>
    </message>
    <message>
        <source>Nothing was written to the team's ledger: it was busy for too long. Try again.</source>
        <translation>No se escribió nada en el libro del equipo: estuvo ocupado demasiado tiempo. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Nothing was written to the team's ledger: its server has run out of something. See its log.</source>
        <translation>No se escribió nada en el libro del equipo: a su servidor se le agotó algo. Mire el registro del servidor.</translation>
    </message>
    <message>
        <source>Nothing was written to the team's ledger: its server's disk failed. See its log.</source>
        <translation>No se escribió nada en el libro del equipo: falló el disco de su servidor. Mire el registro del servidor.</translation>
    </message>
    <message>
        <source>Nothing was written to the team's ledger: its server's disk is full.</source>
        <translation>No se escribió nada en el libro del equipo: el disco de su servidor está lleno.</translation>
    </message>
    <message>
        <source>Of it {parts}.</source>
        <translation>De ello, {parts}.</translation>
    </message>
    <message>
        <source>Of this charge {left} is left to give back, and not {asked}.</source>
        <translation>De este cobro quedan por reintegrar {left}, y no {asked}.</translation>
    </message>
    <message>
        <source>Of this charge {left} is left to give back, and not {asked}. Look at it again.</source>
        <translation>De este cobro quedan por reintegrar {left}, y no {asked}. Mírelo otra vez.</translation>
    </message>
    <message>
        <source>On Linux, install and unlock GNOME Keyring or KWallet, then start the program again; on Windows and macOS the system's own is used.</source>
        <translation>En Linux, instale y desbloquee GNOME Keyring o KWallet y reinicie el programa; en Windows y macOS se usa el del sistema.</translation>
    </message>
    <message>
        <source>Only as a new debit, once its cause is remedied.</source>
        <translation>Solo como adeudo nuevo, una vez corregida la causa.</translation>
    </message>
    <message>
        <source>Open debits can be read.</source>
        <translation>Se pueden leer los cargos pendientes.</translation>
    </message>
    <message>
        <source>Open debits cannot be read, so it is not foreseen whether Splynx puts a payment on something older first. In Splynx, Administration → API keys, allow Finance → Transactions.</source>
        <translation>No se pueden leer los cargos pendientes, así que no se prevé si Splynx aplica un pago antes a algo anterior. En Splynx, Administration → API keys, permita Finance → Transactions.</translation>
    </message>
    <message>
        <source>Or delete {payment}, if its period is still open.</source>
        <translation>O elimine {payment}, si su periodo sigue abierto.</translation>
    </message>
    <message>
        <source>Order {number}.</source>
        <translation>Pedido {number}.</translation>
    </message>
    <message>
        <source>Our own bank asked for the debit back.</source>
        <translation>Nuestro propio banco reclamó el adeudo.</translation>
    </message>
    <message>
        <source>Paid back outside this program: see that Splynx knows of it.</source>
        <translation>Reembolsado fuera de este programa: procure que Splynx lo sepa.</translation>
    </message>
    <message>
        <source>Paid: the bank debit has settled</source>
        <translation>Pagado: el adeudo bancario ya es firme</translation>
    </message>
    <message>
        <source>Part of this invoice has been paid, and this Splynx does not say how much is still due; settle it in Splynx by hand.</source>
        <translation>Parte de esta factura está pagada, y este Splynx no dice cuánto queda pendiente; resuélvalo en Splynx a mano.</translation>
    </message>
    <message>
        <source>Paused by a person.</source>
        <translation>Pausada por una persona.</translation>
    </message>
    <message>
        <source>Payment account {id} “{title}”: {slots}</source>
        <translation>Cuenta de pago {id} «{title}»: {slots}</translation>
    </message>
    <message>
        <source>Payment {id} in Splynx shows another customer or amount than charged.</source>
        <translation>El pago {id} en Splynx muestra otro cliente o importe que el cobrado.</translation>
    </message>
    <message>
        <source>Payments by {kind} are recorded as “{name}” ({chosen}).</source>
        <translation>Los pagos por {kind} se registran como «{name}» ({chosen}).</translation>
    </message>
    <message>
        <source>Payments can be read.</source>
        <translation>Los pagos se pueden leer.</translation>
    </message>
    <message>
        <source>Payments from {method} are not possible at present. Please save {another} in the customer portal.</source>
        <translation>Por ahora no se pueden hacer pagos con {method}. Guarde {another} en el portal de clientes, por favor.</translation>
    </message>
    <message>
        <source>Payments may be added.</source>
        <translation>Se pueden registrar pagos.</translation>
    </message>
    <message>
        <source>Plain http never leaves this computer; the address must be https</source>
        <translation>El http sin cifrar nunca sale de este equipo; la dirección debe ser https</translation>
    </message>
    <message>
        <source>Please save {another} in the customer portal.</source>
        <translation>Guarde {another} en el portal de clientes, por favor.</translation>
    </message>
    <message>
        <source>Practice mode reaches only this computer, and the ledger on {host} is elsewhere.</source>
        <translation>El modo de práctica solo alcanza este equipo, y el libro del equipo en {host} está en otra parte.</translation>
    </message>
    <message>
        <source>Practice mode reaches only this computer, and {netloc} is elsewhere.</source>
        <translation>El modo de práctica solo alcanza este equipo, y {netloc} está en otra parte.</translation>
    </message>
    <message>
        <source>Presented three times already; a fourth is not allowed.</source>
        <translation>Ya se presentó tres veces; no se permite una cuarta.</translation>
    </message>
    <message>
        <source>Profile “{name}” reaches the same Splynx (the API key is the same) as {splynx_host}. Write the same address here: under another name, neither would know what the other is charging.</source>
        <translation>El perfil «{name}» llega al mismo Splynx (la clave de API es la misma) que {splynx_host}. Escriba aquí la misma dirección: con otro nombre, ninguno sabría lo que cobra el otro.</translation>
    </message>
    <message>
        <source>Proforma {number}</source>
        <translation>Proforma {number}</translation>
    </message>
    <message>
        <source>Proformas can be read.</source>
        <translation>Se pueden leer las proformas.</translation>
    </message>
    <message>
        <source>Reallocate it in Splynx, which the program sees, or accept where it is; until then the document is not charged.</source>
        <translation>Reasígnelo en Splynx, y el programa lo verá, o acepte dónde está; hasta entonces el documento no se cobra.</translation>
    </message>
    <message>
        <source>Refill {number}</source>
        <translation>Recarga {number}</translation>
    </message>
    <message>
        <source>Refund to the bank account: {reason}</source>
        <translation>Reembolso a la cuenta bancaria: {reason}</translation>
    </message>
    <message>
        <source>Refund: {reason}</source>
        <translation>Reembolso: {reason}</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>Reembolsado</translation>
    </message>
    <message>
        <source>Refunded to the bank account</source>
        <translation>Reembolsado a la cuenta bancaria</translation>
    </message>
    <message>
        <source>Refunded; the answer was lost, and IPpay confirmed it when asked.</source>
        <translation>Reembolsado; la respuesta se perdió e IPpay lo confirmó al preguntarle.</translation>
    </message>
    <message>
        <source>Remove {number} in Splynx, so that the document is owed again; the program sees it when it asks next.</source>
        <translation>Quite {number} en Splynx, para que el documento vuelva a deberse; el programa lo ve cuando pregunta la próxima vez.</translation>
    </message>
    <message>
        <source>Returned {code} before.</source>
        <translation>Devuelto antes con {code}.</translation>
    </message>
    <message>
        <source>Returned {code}: {meaning}</source>
        <translation>Devuelto {code}: {meaning}</translation>
    </message>
    <message>
        <source>Returned {code}: {meaning} No money was taken.</source>
        <translation>Devuelto {code}: {meaning} No se cobró dinero.</translation>
    </message>
    <message>
        <source>Returned: The bank did not pay.</source>
        <translation>Devuelto: El banco no pagó.</translation>
    </message>
    <message>
        <source>See in Splynx what it paid.</source>
        <translation>Mire en Splynx qué pagó.</translation>
    </message>
    <message>
        <source>Several documents bear number {number}. Name one by id: {ids}.</source>
        <translation>Varios documentos llevan el número {number}. Indique uno por su id.: {ids}.</translation>
    </message>
    <message>
        <source>Several refunds of this charge wait. Name one: {ids}.</source>
        <translation>Esperan varios reembolsos de este cobro. Indique uno: {ids}.</translation>
    </message>
    <message>
        <source>Signing in to Splynx failed, so nothing was sent.</source>
        <translation>Falló el inicio de sesión en Splynx, así que no se envió nada.</translation>
    </message>
    <message>
        <source>Something broke while IPpay was answering.</source>
        <translation>Algo se rompió mientras IPpay respondía.</translation>
    </message>
    <message>
        <source>Splynx asks for fewer requests; wait a minute and try again.</source>
        <translation>Splynx pide menos peticiones; espere un minuto e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Splynx at {splynx_host} knows this key.</source>
        <translation>Splynx en {splynx_host} conoce esta clave.</translation>
    </message>
    <message>
        <source>Splynx counts {promised} documents but sent {rows}; the list may not be complete and was not used. Try again.</source>
        <translation>Splynx cuenta {promised} documentos pero envió {rows}; la lista puede no estar completa y no se usó. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Splynx did not receive the sign-in; a proxy between here and the server probably removes the Authorization header.</source>
        <translation>Splynx no recibió los datos de inicio de sesión; probablemente un proxy entre este equipo y el servidor quita la cabecera Authorization.</translation>
    </message>
    <message>
        <source>Splynx did not recognise this program's session; a proxy probably changes its requests.</source>
        <translation>Splynx no reconoció la sesión de este programa; probablemente un proxy cambia sus peticiones.</translation>
    </message>
    <message>
        <source>Splynx does not let this API key see that record: it belongs to another partner or user. Check the key's partner (Administration → API keys).</source>
        <translation>Splynx no deja ver ese registro con esta clave de API: es de otro socio o usuario. Revise el socio de la clave (Administration → API keys).</translation>
    </message>
    <message>
        <source>Splynx does not tell its time.</source>
        <translation>Splynx no dice qué hora tiene.</translation>
    </message>
    <message>
        <source>Splynx does not tell whether payments may be added; the first one will show.</source>
        <translation>Splynx no dice si se pueden registrar pagos; se verá con el primero.</translation>
    </message>
    <message>
        <source>Splynx failed (HTTP {status}); try again later.</source>
        <translation>Splynx falló (HTTP {status}); inténtelo más tarde.</translation>
    </message>
    <message>
        <source>Splynx gives it a status this program does not know.</source>
        <translation>Splynx le da un estado que este programa no conoce.</translation>
    </message>
    <message>
        <source>Splynx has a payment that IPpay knows no charge of: ask IPpay, and if it has none, remove the payment.</source>
        <translation>Splynx tiene un pago del que IPpay no conoce ningún cobro: pregunte a IPpay y, si no lo tiene, quite el pago.</translation>
    </message>
    <message>
        <source>Splynx has more than one payment for one charge: remove the surplus.</source>
        <translation>Splynx tiene más de un pago por un cobro: quite lo que sobra.</translation>
    </message>
    <message>
        <source>Splynx has no customer {customer_id}.</source>
        <translation>Splynx no tiene ningún cliente {customer_id}.</translation>
    </message>
    <message>
        <source>Splynx has no payment method {chosen}. Choose another.</source>
        <translation>Splynx no tiene la forma de pago {chosen}. Elija otra.</translation>
    </message>
    <message>
        <source>Splynx has no such payment any more.</source>
        <translation>Splynx ya no tiene ese pago.</translation>
    </message>
    <message>
        <source>Splynx has no such record.</source>
        <translation>Splynx no tiene ese registro.</translation>
    </message>
    <message>
        <source>Splynx has no {kind} with id {document_id}.</source>
        <translation>Splynx no tiene {kind} con el id. {document_id}.</translation>
    </message>
    <message>
        <source>Splynx has no {kind} with number {number}.</source>
        <translation>Splynx no tiene {kind} con el número {number}.</translation>
    </message>
    <message>
        <source>Splynx has recorded none of the last charges, so nothing more is charged. See Attention, mend the cause, then resume.</source>
        <translation>Splynx no ha registrado ninguno de los últimos cobros, así que no se cobra nada más. Consulte Atención, corrija la causa y reanude después.</translation>
    </message>
    <message>
        <source>Splynx has revoked this program's session; check whether the API key is still active.</source>
        <translation>Splynx ha revocado la sesión de este programa; compruebe si la clave de API sigue activa.</translation>
    </message>
    <message>
        <source>Splynx holds another payment under this receipt number; a person must compare them.</source>
        <translation>Splynx tiene otro pago con este número de recibo; una persona debe compararlos.</translation>
    </message>
    <message>
        <source>Splynx holds it otherwise than it was recorded, so the program leaves it.</source>
        <translation>Splynx lo tiene de otra forma que como se registró, así que el programa lo deja.</translation>
    </message>
    <message>
        <source>Splynx holds no payment of it. Mark it done.</source>
        <translation>Splynx no tiene ningún pago suyo. Márquelo como hecho.</translation>
    </message>
    <message>
        <source>Splynx ignored a filter: it sent records whose “{column}” was not asked for. The answer was not used; tell support which Splynx version this is.</source>
        <translation>Splynx ignoró un filtro: envió registros cuyo «{column}» no se había pedido. La respuesta no se usó; diga a soporte qué versión de Splynx es.</translation>
    </message>
    <message>
        <source>Splynx no longer has this customer.</source>
        <translation>Splynx ya no tiene a este cliente.</translation>
    </message>
    <message>
        <source>Splynx refused the payment. Mend the cause, then press Ask now.</source>
        <translation>Splynx no aceptó el pago. Corrija la causa y pulse Preguntar ahora.</translation>
    </message>
    <message>
        <source>Splynx refused the payment: {said}.</source>
        <translation>Splynx no aceptó el pago: {said}.</translation>
    </message>
    <message>
        <source>Splynx refused the request (HTTP {status}).</source>
        <translation>Splynx no aceptó la petición (HTTP {status}).</translation>
    </message>
    <message>
        <source>Splynx refused the sign-in. Check the API key and secret, this computer's date and time, and the key's IP white list (Administration → API keys).</source>
        <translation>Splynx no aceptó el inicio de sesión. Revise la clave y el secreto de API, la fecha y hora de este equipo y la lista de IP permitidas de la clave (Administration → API keys).</translation>
    </message>
    <message>
        <source>Splynx refused to delete the payment: {said}.</source>
        <translation>Splynx no aceptó eliminar el pago: {said}.</translation>
    </message>
    <message>
        <source>Splynx saw this computer under changing network addresses; check the network connection or VPN.</source>
        <translation>Splynx vio este equipo con direcciones de red cambiantes; revise la conexión o la VPN.</translation>
    </message>
    <message>
        <source>Splynx says that more is due on it than its total. Look at it in Splynx.</source>
        <translation>Splynx indica un importe pendiente mayor que su total. Véalo en Splynx.</translation>
    </message>
    <message>
        <source>Splynx sent a list with a record twice or out of order, so it may not be complete. The answer was not used; try again.</source>
        <translation>Splynx envió una lista con un registro repetido o desordenado, así que puede no estar completa. La respuesta no se usó; inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>Splynx sent a list with a record twice or out of order; it was not used.</source>
        <translation>Splynx envió una lista con un registro repetido o desordenado; no se usó.</translation>
    </message>
    <message>
        <source>Splynx sent a record whose “{column}” cannot be read; the answer was not used.</source>
        <translation>Splynx envió un registro cuyo «{column}» no se puede leer; la respuesta no se usó.</translation>
    </message>
    <message>
        <source>Splynx sent an amount in “{column}” that is no amount of {currency}; check the currency in the profile. The answer was not used.</source>
        <translation>Splynx envió en «{column}» un importe que no lo es de {currency}; revise la moneda del perfil. La respuesta no se usó.</translation>
    </message>
    <message>
        <source>Splynx sent an answer that cannot be read; it was not used. If it stays so, tell whoever runs the Splynx server.</source>
        <translation>Splynx envió una respuesta que no se puede leer; no se usó. Si sigue así, avise a quien lleva el servidor de Splynx.</translation>
    </message>
    <message>
        <source>Splynx sent another customer than the one asked for.</source>
        <translation>Splynx envió otro cliente que el pedido.</translation>
    </message>
    <message>
        <source>Splynx sent another customer's balance than the one asked for.</source>
        <translation>Splynx envió el saldo de otro cliente que el pedido.</translation>
    </message>
    <message>
        <source>Splynx sent another document than the one asked for.</source>
        <translation>Splynx envió otro documento que el pedido.</translation>
    </message>
    <message>
        <source>Splynx sent another payment than the one asked for.</source>
        <translation>Splynx envió otro pago que el pedido.</translation>
    </message>
    <message>
        <source>Splynx sent more than {max_rows} records; narrow the filter.</source>
        <translation>Splynx envió más de {max_rows} registros; acote el filtro.</translation>
    </message>
    <message>
        <source>Splynx sent something else than a list; it was not used.</source>
        <translation>Splynx envió algo que no es una lista; no se usó.</translation>
    </message>
    <message>
        <source>Splynx sent something else than a record; it was not used.</source>
        <translation>Splynx envió algo que no es un registro; no se usó.</translation>
    </message>
    <message>
        <source>Splynx sent something else than saved payment methods.</source>
        <translation>Splynx envió algo que no son medios de pago guardados.</translation>
    </message>
    <message>
        <source>Splynx sent two different sets of saved payment methods for one customer; neither was used.</source>
        <translation>Splynx envió dos juegos distintos de medios de pago guardados de un cliente; no se usó ninguno.</translation>
    </message>
    <message>
        <source>Splynx still shows {payment} of it. Delete that payment in Splynx, under Finance → Payments; then mark it done.</source>
        <translation>Splynx sigue mostrando {payment} de ello. Elimine ese pago en Splynx, en Finance → Payments; después márquelo como hecho.</translation>
    </message>
    <message>
        <source>Splynx was told to delete it several times, and still shows it.</source>
        <translation>Se pidió varias veces a Splynx que lo eliminara y lo sigue mostrando.</translation>
    </message>
    <message>
        <source>Splynx's answer to the deletion is unclear (HTTP {status}); the payment is read again.</source>
        <translation>La respuesta de Splynx a la eliminación no es clara (HTTP {status}); el pago se vuelve a leer.</translation>
    </message>
    <message>
        <source>Splynx's answer to the payment is unclear (HTTP {status}): it may be recorded. It is searched for before anything is sent again.</source>
        <translation>La respuesta de Splynx al pago no es clara (HTTP {status}): puede estar registrado. Se busca antes de enviar nada otra vez.</translation>
    </message>
    <message>
        <source>Stop charging, keep the data folder as it is, and compare it with a backup.</source>
        <translation>Deje de cobrar, conserve la carpeta de datos como está y compárela con una copia de seguridad.</translation>
    </message>
    <message>
        <source>Stopped; the next run goes on where this one stood.</source>
        <translation>Detenido; la próxima vez sigue donde este se quedó.</translation>
    </message>
    <message>
        <source>Such a code belongs to paper checks, which this program never sends: ask IPpay.</source>
        <translation>Ese código es de cheques en papel, que este programa nunca envía: pregunte a IPpay.</translation>
    </message>
    <message>
        <source>Tell the customer; after some days the same amount may be debited again, twice at the most.</source>
        <translation>Avise al cliente; tras unos días se puede adeudar otra vez el mismo importe, dos veces como máximo.</translation>
    </message>
    <message>
        <source>Test mode sends IPpay requests only to {hosts}, not to {netloc}.</source>
        <translation>El modo de prueba solo envía peticiones de IPpay a {hosts}, no a {netloc}.</translation>
    </message>
    <message>
        <source>That PIN is wrong.</source>
        <translation>Ese PIN no es correcto.</translation>
    </message>
    <message>
        <source>The API key lacks the permission {permission}. Allow it in Splynx under Administration → API keys.</source>
        <translation>A la clave de API le falta el permiso {permission}. Permítalo en Splynx, en Administration → API keys.</translation>
    </message>
    <message>
        <source>The API key may not add payments. In Splynx, Administration → API keys, allow Finance → Payments → Add.</source>
        <translation>La clave de API no puede registrar pagos. En Splynx, Administration → API keys, permita Finance → Payments → Add.</translation>
    </message>
    <message>
        <source>The Splynx address leads on to {where}; nothing was stored. Correct the Splynx address in the profile.</source>
        <translation>La dirección de Splynx lleva a {where}; no se guardó nada. Corrija la dirección de Splynx en el perfil.</translation>
    </message>
    <message>
        <source>The account does not allow debits, as many savings accounts don't.</source>
        <translation>La cuenta no permite adeudos, como muchas cuentas de ahorro.</translation>
    </message>
    <message>
        <source>The account does not exist; ask the customer for another.</source>
        <translation>La cuenta no existe; pida otra al cliente.</translation>
    </message>
    <message>
        <source>The account has moved to another bank.</source>
        <translation>La cuenta se ha pasado a otro banco.</translation>
    </message>
    <message>
        <source>The account holder has died.</source>
        <translation>El titular de la cuenta ha fallecido.</translation>
    </message>
    <message>
        <source>The account is closed; ask the customer for another.</source>
        <translation>La cuenta está cerrada; pida otra al cliente.</translation>
    </message>
    <message>
        <source>The account is frozen.</source>
        <translation>La cuenta está bloqueada.</translation>
    </message>
    <message>
        <source>The account number cannot exist.</source>
        <translation>El número de cuenta no puede existir.</translation>
    </message>
    <message>
        <source>The account was closed.</source>
        <translation>La cuenta se cerró.</translation>
    </message>
    <message>
        <source>The address we have for {method} differs from the one your bank has. Please correct it in the customer portal.</source>
        <translation>La dirección que tenemos de {method} no es la que tiene su banco. Corríjala en el portal de clientes, por favor.</translation>
    </message>
    <message>
        <source>The administrator's PIN is gone from the keyring; the role stays.</source>
        <translation>El PIN del administrador ya no está en el llavero; la función del puesto se mantiene.</translation>
    </message>
    <message>
        <source>The amount must be more than nothing.</source>
        <translation>El importe debe ser mayor que nada.</translation>
    </message>
    <message>
        <source>The amount must be more than zero.</source>
        <translation>El importe debe ser mayor que cero.</translation>
    </message>
    <message>
        <source>The amounts differ: correct the payment in Splynx to what was charged, or have the difference refunded.</source>
        <translation>Los importes difieren: corrija el pago en Splynx según lo cobrado, o haga que se reembolse la diferencia.</translation>
    </message>
    <message>
        <source>The answer (HTTP {status}) is not from Splynx's API; check the Splynx address in the profile.</source>
        <translation>La respuesta (HTTP {status}) no es de la API de Splynx; revise la dirección de Splynx en el perfil.</translation>
    </message>
    <message>
        <source>The answer to the sign-in is not from Splynx's API; check the Splynx address in the profile.</source>
        <translation>La respuesta al inicio de sesión no es de la API de Splynx; revise la dirección de Splynx en el perfil.</translation>
    </message>
    <message>
        <source>The answer was lost, and IPpay's reports show that the bank has paid.</source>
        <translation>La respuesta se perdió, y los informes de IPpay muestran que el banco pagó.</translation>
    </message>
    <message>
        <source>The bank account's numbers are not valid; have the customer save it again in the portal.</source>
        <translation>Los números de la cuenta bancaria no son válidos; haga que el cliente la guarde de nuevo en el portal.</translation>
    </message>
    <message>
        <source>The bank asks for it to be sent again; try later.</source>
        <translation>El banco pide que se envíe de nuevo; inténtelo más tarde.</translation>
    </message>
    <message>
        <source>The bank asks to wait; try later.</source>
        <translation>El banco pide esperar; inténtelo más tarde.</translation>
    </message>
    <message>
        <source>The bank could not handle it; try again tomorrow.</source>
        <translation>El banco no pudo tramitarlo; inténtelo mañana.</translation>
    </message>
    <message>
        <source>The bank could not process the debit, or doubts it.</source>
        <translation>El banco no pudo tramitar el adeudo, o duda de él.</translation>
    </message>
    <message>
        <source>The bank debit was accepted and should have settled by {attempt}; IPpay's reports have not shown that.</source>
        <translation>El adeudo bancario se aceptó y debía ser firme hacia el {attempt}; los informes de IPpay no lo han mostrado.</translation>
    </message>
    <message>
        <source>The bank declined because of the card's PIN; have the customer call the bank.</source>
        <translation>El banco lo rechazó por el PIN de la tarjeta; haga que el cliente llame al banco.</translation>
    </message>
    <message>
        <source>The bank declined for its security; have the customer save a new card in the portal.</source>
        <translation>El banco lo rechazó por seguridad; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The bank declined without a reason; try later, or have the customer call the bank.</source>
        <translation>El banco lo rechazó sin dar motivo; inténtelo más tarde, o haga que el cliente llame al banco.</translation>
    </message>
    <message>
        <source>The bank does not allow this charge; have the customer save a new card in the portal.</source>
        <translation>El banco no permite este cobro; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The bank has issued a new card; have the customer save a new card in the portal.</source>
        <translation>El banco ha emitido una tarjeta nueva; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The bank has returned a debit of this account for a reason that forbids another. Its history says what to do.</source>
        <translation>El banco devolvió un adeudo de esta cuenta por un motivo que impide otro. Su historial dice qué hacer.</translation>
    </message>
    <message>
        <source>The bank has returned it, so there is nothing to give back.</source>
        <translation>El banco lo devolvió, así que no hay nada que reintegrar.</translation>
    </message>
    <message>
        <source>The bank has withdrawn the card; have the customer save a new card in the portal.</source>
        <translation>El banco ha retirado la tarjeta; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The bank is not reachable; try again in some hours.</source>
        <translation>No se puede contactar con el banco; inténtelo dentro de unas horas.</translation>
    </message>
    <message>
        <source>The bank may still return this debit, and then the customer would have the money twice. It can be refunded from {first} on, unless it is returned before.</source>
        <translation>El banco aún puede devolver este adeudo, y entonces el cliente tendría el dinero dos veces. Se puede reembolsar a partir del {first}, salvo que se devuelva antes.</translation>
    </message>
    <message>
        <source>The bank returned a destroyed check.</source>
        <translation>El banco devolvió un cheque destruido.</translation>
    </message>
    <message>
        <source>The bank says that it has had this debit already.</source>
        <translation>El banco dice que ya había recibido este adeudo.</translation>
    </message>
    <message>
        <source>The bank suspects fraud; have the customer call the bank.</source>
        <translation>El banco sospecha un fraude; haga que el cliente llame al banco.</translation>
    </message>
    <message>
        <source>The bank wants the card's PIN; have the customer save a new card in the portal.</source>
        <translation>El banco pide el PIN de la tarjeta; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The bank wants to be called first; have the customer call the bank.</source>
        <translation>El banco quiere que se le llame antes; haga que el cliente llame al banco.</translation>
    </message>
    <message>
        <source>The books agree</source>
        <translation>Los libros coinciden</translation>
    </message>
    <message>
        <source>The books agree about it now.</source>
        <translation>Ahora los libros coinciden en ello.</translation>
    </message>
    <message>
        <source>The books cannot be compared without IPpay's reports. Whoever administers this station must set them up.</source>
        <translation>Los libros no se pueden comparar sin los informes de IPpay. Quien administra este puesto debe configurarlos.</translation>
    </message>
    <message>
        <source>The books of {day} were finished on {finished_at} by {finished_by}, and have changed since: our journal from {journal} to {now}, IPpay from {gateway} to {now2}, Splynx from {splynx} to {now3}.</source>
        <translation>{finished_by} terminó los libros del {day} el {finished_at}, y desde entonces han cambiado: nuestro diario de {journal} a {now}, IPpay de {gateway} a {now2}, Splynx de {splynx} a {now3}.</translation>
    </message>
    <message>
        <source>The card has expired; have the customer save a new card in the portal.</source>
        <translation>La tarjeta ha caducado; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The card is blocked or not yet activated; have the customer save a new card in the portal.</source>
        <translation>La tarjeta está bloqueada o aún sin activar; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The card is no longer valid; have the customer save a new card in the portal.</source>
        <translation>La tarjeta ya no es válida; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The card is restricted; have the customer save a new card in the portal.</source>
        <translation>La tarjeta está restringida; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The card must not be used for this; have the customer save a new card in the portal.</source>
        <translation>La tarjeta no se puede usar para esto; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The card network does not take charges from this merchant; ask IPpay.</source>
        <translation>La red de tarjetas no admite cobros de este comercio; pregunte a IPpay.</translation>
    </message>
    <message>
        <source>The card networks ask that the holder of this customer's saved card ···· {last4} be contacted.</source>
        <translation>Las redes de tarjetas piden que se contacte con el titular de la tarjeta guardada ···· {last4} de este cliente.</translation>
    </message>
    <message>
        <source>The card networks say that the account of this customer's saved card ···· {last4} is closed.</source>
        <translation>Las redes de tarjetas dicen que la cuenta de la tarjeta guardada ···· {last4} de este cliente está cerrada.</translation>
    </message>
    <message>
        <source>The card networks say that this customer's saved card ···· {last4} was replaced.</source>
        <translation>Las redes de tarjetas dicen que la tarjeta guardada ···· {last4} de este cliente se sustituyó por otra.</translation>
    </message>
    <message>
        <source>The card number does not exist; have the customer save a new card in the portal.</source>
        <translation>El número de tarjeta no existe; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The card was charged.</source>
        <translation>Se cobró a la tarjeta.</translation>
    </message>
    <message>
        <source>The card was reported lost; have the customer save a new card in the portal.</source>
        <translation>La tarjeta consta como perdida; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The card was reported stolen; have the customer save a new card in the portal.</source>
        <translation>La tarjeta consta como robada; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The card was used too often; try again tomorrow.</source>
        <translation>La tarjeta se usó demasiadas veces; inténtelo mañana.</translation>
    </message>
    <message>
        <source>The card's dates are wrong or missing; have the customer save a new card in the portal.</source>
        <translation>Las fechas de la tarjeta son incorrectas o faltan; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The card's expiry date on file cannot be read.</source>
        <translation>La fecha de caducidad guardada de la tarjeta no se puede leer.</translation>
    </message>
    <message>
        <source>The card's holder disputes a charge (case {case_number}: {words}).</source>
        <translation>El titular de la tarjeta disputa un cobro (caso {case_number}: {words}).</translation>
    </message>
    <message>
        <source>The card's limit is reached; try later.</source>
        <translation>Se alcanzó el límite de la tarjeta; inténtelo más tarde.</translation>
    </message>
    <message>
        <source>The card's own check declined; have the customer save a new card in the portal.</source>
        <translation>La comprobación de la propia tarjeta lo rechazó; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The certificate file {ca_bundle} cannot be read; give a PEM file with the authority's certificate.</source>
        <translation>No se puede leer el archivo de certificados {ca_bundle}; indique un archivo PEM con el certificado de la autoridad.</translation>
    </message>
    <message>
        <source>The charge has changed meanwhile. Look at it again.</source>
        <translation>El cobro ha cambiado entretanto. Mírelo otra vez.</translation>
    </message>
    <message>
        <source>The charge was declined with a code this program does not know; try later.</source>
        <translation>El cobro se rechazó con un código que este programa no conoce; inténtelo más tarde.</translation>
    </message>
    <message>
        <source>The charge was declined; try later, or have the customer call the bank.</source>
        <translation>El cobro se rechazó; inténtelo más tarde, o haga que el cliente llame al banco.</translation>
    </message>
    <message>
        <source>The charge was voided.</source>
        <translation>El cobro se anuló.</translation>
    </message>
    <message>
        <source>The check had been stopped.</source>
        <translation>Se había ordenado no pagar el cheque.</translation>
    </message>
    <message>
        <source>The check is not allowed to be turned into a debit.</source>
        <translation>No se permite convertir el cheque en un adeudo.</translation>
    </message>
    <message>
        <source>The check was also presented on paper.</source>
        <translation>El cheque se presentó también en papel.</translation>
    </message>
    <message>
        <source>The company that owns the account has not permitted the debit.</source>
        <translation>La empresa titular de la cuenta no ha permitido el adeudo.</translation>
    </message>
    <message>
        <source>The company's bank returned the debit, and our bank agreed.</source>
        <translation>El banco de la empresa devolvió el adeudo, y nuestro banco estuvo de acuerdo.</translation>
    </message>
    <message>
        <source>The company's identification was not accepted.</source>
        <translation>No se aceptó la identificación de la empresa.</translation>
    </message>
    <message>
        <source>The connection to the team's ledger broke while it was being written; whether it was is not known. It is read again before anything is done about this charge.</source>
        <translation>La conexión con el libro del equipo se cortó mientras se escribía; no se sabe si se escribió. Se vuelve a leer antes de hacer nada con este cobro.</translation>
    </message>
    <message>
        <source>The customer did nothing wrong: ask IPpay what was wrong with the debit.</source>
        <translation>El cliente no hizo nada mal: pregunte a IPpay qué fallaba en el adeudo.</translation>
    </message>
    <message>
        <source>The customer has another card, or none, by now.</source>
        <translation>El cliente ya tiene otra tarjeta, o ninguna.</translation>
    </message>
    <message>
        <source>The customer has no saved bank account.</source>
        <translation>El cliente no tiene ninguna cuenta bancaria guardada.</translation>
    </message>
    <message>
        <source>The customer has no saved card or bank account; send a pay link instead.</source>
        <translation>El cliente no tiene tarjeta ni cuenta bancaria guardada; envíe un enlace de pago.</translation>
    </message>
    <message>
        <source>The customer has no saved card.</source>
        <translation>El cliente no tiene ninguna tarjeta guardada.</translation>
    </message>
    <message>
        <source>The customer has withdrawn the permission.</source>
        <translation>El cliente ha retirado el permiso.</translation>
    </message>
    <message>
        <source>The customer refused a refund to the account.</source>
        <translation>El cliente no aceptó un reembolso a la cuenta.</translation>
    </message>
    <message>
        <source>The customer told the bank that the debit was not as agreed, in amount or date.</source>
        <translation>El cliente dijo al banco que el adeudo no era lo acordado, en importe o fecha.</translation>
    </message>
    <message>
        <source>The customer told the bank that the debit was not permitted.</source>
        <translation>El cliente dijo al banco que el adeudo no estaba permitido.</translation>
    </message>
    <message>
        <source>The customer told the bank to stop this payment.</source>
        <translation>El cliente pidió al banco que detuviera este pago.</translation>
    </message>
    <message>
        <source>The customer's address does not match the bank's; have the customer correct it.</source>
        <translation>La dirección del cliente no coincide con la del banco; haga que el cliente la corrija.</translation>
    </message>
    <message>
        <source>The customer's bank may not take part in debits at present.</source>
        <translation>El banco del cliente no puede participar en adeudos por ahora.</translation>
    </message>
    <message>
        <source>The customer's identification was not accepted.</source>
        <translation>No se aceptó la identificación del cliente.</translation>
    </message>
    <message>
        <source>The customer's saved method changed meanwhile. Look at it again.</source>
        <translation>El medio de pago guardado del cliente cambió entretanto. Mírelo otra vez.</translation>
    </message>
    <message>
        <source>The customer's saved method is another than the one charged, so the program cannot send the money back. Do it in IPpay's own pages.</source>
        <translation>El medio de pago guardado del cliente no es el que se cobró, así que el programa no puede devolver el dinero. Hágalo en las páginas de IPpay.</translation>
    </message>
    <message>
        <source>The data folder {data_dir} cannot be made: {strerror}. Start the program with another.</source>
        <translation>No se puede crear la carpeta de datos {data_dir}: {strerror}. Inicie el programa con otra.</translation>
    </message>
    <message>
        <source>The database of the team's ledger does not exist on its server.</source>
        <translation>La base de datos del libro del equipo no existe en su servidor.</translation>
    </message>
    <message>
        <source>The dates we have for {method} are no longer valid. Please save {another} in the customer portal.</source>
        <translation>Las fechas que tenemos de {method} ya no son válidas. Guarde {another} en el portal de clientes, por favor.</translation>
    </message>
    <message>
        <source>The debit came back for a reason that this program does not know.</source>
        <translation>El adeudo se devolvió por un motivo que este programa no conoce.</translation>
    </message>
    <message>
        <source>The debit lacked something it must have.</source>
        <translation>Al adeudo le faltaba algo obligatorio.</translation>
    </message>
    <message>
        <source>The debit stands, and the bank sends new details of the account.</source>
        <translation>El adeudo se mantiene, y el banco envía datos nuevos de la cuenta.</translation>
    </message>
    <message>
        <source>The debit's additional record was wrong.</source>
        <translation>El registro adicional del adeudo era incorrecto.</translation>
    </message>
    <message>
        <source>The debit's amount was not acceptable.</source>
        <translation>El importe del adeudo no era aceptable.</translation>
    </message>
    <message>
        <source>The debit's date was not acceptable.</source>
        <translation>La fecha del adeudo no era aceptable.</translation>
    </message>
    <message>
        <source>The debit's trace number was wrong.</source>
        <translation>El número de seguimiento del adeudo era incorrecto.</translation>
    </message>
    <message>
        <source>The disk is full, so the local copy was not renewed. Free some space and try again.</source>
        <translation>El disco está lleno, así que no se renovó la copia local. Libere espacio e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The environment variable PYTHON_KEYRING_BACKEND</source>
        <translation>La variable de entorno PYTHON_KEYRING_BACKEND</translation>
    </message>
    <message>
        <source>The evidence says otherwise, and it wins. Now: {reason}</source>
        <translation>La prueba dice otra cosa, y prevalece. Ahora: {reason}</translation>
    </message>
    <message>
        <source>The field labels of payment account “{title}” have changed in Splynx. Whoever administers this station must look at them, then accept them for the profile {name}.</source>
        <translation>Los nombres de los campos de la cuenta de pago «{title}» han cambiado en Splynx. Quien administra este puesto debe mirarlos y aceptarlos para el perfil {name}.</translation>
    </message>
    <message>
        <source>The field labels of payment account “{title}” have changed. Whoever administers this station must look at them, then accept them for the profile {name}.</source>
        <translation>Los nombres de los campos de la cuenta de pago «{title}» han cambiado. Quien administra este puesto debe mirarlos y aceptarlos para el perfil {name}.</translation>
    </message>
    <message>
        <source>The fields of the payment account must be confirmed once before the first charge: in Settings choose Connect another, fill in the profile {name} again, then press Save and check.</source>
        <translation>Los campos de la cuenta de pago deben confirmarse una vez antes del primer cobro: en Ajustes elija Conectar otro, rellene de nuevo el perfil {name} y pulse Guardar y comprobar.</translation>
    </message>
    <message>
        <source>The file {file}</source>
        <translation>El archivo {file}</translation>
    </message>
    <message>
        <source>The first rows are done. Look at them, then resume.</source>
        <translation>Las primeras filas están hechas. Mírelas y reanude.</translation>
    </message>
    <message>
        <source>The head of this evidence file is not that of its last entry.</source>
        <translation>El final de este archivo de prueba no es el de su última anotación.</translation>
    </message>
    <message>
        <source>The journal cannot be kept safely in this folder (no write-ahead log there). Choose a folder on a local disk.</source>
        <translation>El diario no se puede guardar con seguridad en esta carpeta (no admite escritura anticipada). Elija una carpeta en un disco local.</translation>
    </message>
    <message>
        <source>The journal cannot be opened. Check that the data folder exists and that this user may write there.</source>
        <translation>No se puede abrir el diario. Compruebe que la carpeta de datos existe y que este usuario puede escribir en ella.</translation>
    </message>
    <message>
        <source>The journal cannot be used. Start the program again; if that does not help, keep the data folder as it is and ask for help.</source>
        <translation>No se puede usar el diario. Reinicie el programa; si no sirve, conserve la carpeta de datos como está y pida ayuda.</translation>
    </message>
    <message>
        <source>The journal could not be brought to this version, and was left as it was. Go back to the version you used before, and ask for help.</source>
        <translation>El diario no se pudo pasar a esta versión y se dejó como estaba. Vuelva a la versión que usaba antes y pida ayuda.</translation>
    </message>
    <message>
        <source>The journal is closed already. Start the program again.</source>
        <translation>El diario ya está cerrado. Reinicie el programa.</translation>
    </message>
    <message>
        <source>The journal is damaged. Stop charging, keep the data folder as it is, and restore the journal from a backup before going on.</source>
        <translation>El diario está dañado. Deje de cobrar, conserve la carpeta de datos como está y recupere el diario de una copia de seguridad antes de seguir.</translation>
    </message>
    <message>
        <source>The journal is open for reading only, because another copy of IPpay Desktop is charging with it. Use that copy, or close it first.</source>
        <translation>El diario está abierto solo para lectura, porque otra copia de IPpay Desktop está cobrando con él. Use esa copia o ciérrela antes.</translation>
    </message>
    <message>
        <source>The journal refused a record that contradicts it. Nothing was written.</source>
        <translation>El diario no aceptó una anotación que lo contradice. No se escribió nada.</translation>
    </message>
    <message>
        <source>The journal was written by a newer IPpay Desktop. Install that version here; this one must not touch it.</source>
        <translation>El diario lo escribió una versión más nueva de IPpay Desktop. Instale aquí esa versión; esta no debe tocarlo.</translation>
    </message>
    <message>
        <source>The journal was written by an older IPpay Desktop, and another copy of the program holds it. Close that copy, then open this one once.</source>
        <translation>El diario lo escribió una versión más antigua de IPpay Desktop, y otra copia del programa lo tiene ocupado. Cierre esa copia y abra esta una vez.</translation>
    </message>
    <message>
        <source>The journal {path} cannot be opened: {strerror}. Check that the data folder exists and that this user may write there.</source>
        <translation>No se puede abrir el diario {path}: {strerror}. Compruebe que la carpeta de datos existe y que este usuario puede escribir en ella.</translation>
    </message>
    <message>
        <source>The keyring could not be opened. Unlock it with its password, or log in again, and try again.</source>
        <translation>No se pudo abrir el llavero. Desbloquéelo con su contraseña, o inicie sesión otra vez, e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The keyring did not answer for {seconds} seconds. It may be waiting for its password in a window of its own: unlock it and try again.</source>
        <translation>El llavero no respondió durante {seconds} segundos. Quizá espere su contraseña en una ventana propia: desbloquéelo e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The keyring did not give back what was stored in it, so the secret is not kept. Check the keyring set up on this computer.</source>
        <translation>El llavero no devolvió lo que se guardó en él, así que el secreto no se conserva. Revise el llavero configurado en este equipo.</translation>
    </message>
    <message>
        <source>The keyring failed. Check that it is unlocked, then try again.</source>
        <translation>Falló el llavero. Compruebe que está desbloqueado e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The keyring holds no Splynx API secret for profile “{name}”. Connect that profile again and type it.</source>
        <translation>El llavero no tiene el secreto de API de Splynx para el perfil «{name}». Conecte ese perfil otra vez y escríbalo.</translation>
    </message>
    <message>
        <source>The keyring is locked and was not unlocked. Unlock it with its password (usually the one you log in with) and try again.</source>
        <translation>El llavero está bloqueado y no se desbloqueó. Desbloquéelo con su contraseña (normalmente la de su inicio de sesión) e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The keyring refused to forget the secret. Unlock it and try again.</source>
        <translation>El llavero no aceptó olvidar el secreto. Desbloquéelo e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The keyring refused to store the secret. Unlock it and try again.</source>
        <translation>El llavero no aceptó guardar el secreto. Desbloquéelo e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The keyring still holds a secret that was to be removed. Remove it there by hand.</source>
        <translation>El llavero aún tiene un secreto que debía quitarse. Quítelo allí a mano.</translation>
    </message>
    <message>
        <source>The law forbids the bank to allow it; have the customer save a new card in the portal.</source>
        <translation>La ley prohíbe al banco permitirlo; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The ledger's address is not one.</source>
        <translation>La dirección del libro del equipo no es válida.</translation>
    </message>
    <message>
        <source>The ledger's address must not hold a password; it goes to the keyring.</source>
        <translation>La dirección del libro del equipo no debe llevar contraseña; esa va al llavero.</translation>
    </message>
    <message>
        <source>The limit {words}, {most} {currency}, would be passed by {amount} for {what} of {customer_name}. Nothing was sent for it.</source>
        <translation>El límite {words}, {most} {currency}, se superaría con {amount} por {what} de {customer_name}. No se envió nada por ello.</translation>
    </message>
    <message>
        <source>The local copy is of another version.</source>
        <translation>La copia local es de otra versión.</translation>
    </message>
    <message>
        <source>The local copy of Splynx cannot be used. Nothing is lost: start the program again, and it is built anew.</source>
        <translation>La copia local de Splynx no se puede usar. No se ha perdido nada: reinicie el programa y se crea de nuevo.</translation>
    </message>
    <message>
        <source>The local copy was forgotten.</source>
        <translation>La copia local se olvidó.</translation>
    </message>
    <message>
        <source>The money on the account was not available yet.</source>
        <translation>El dinero de la cuenta aún no estaba disponible.</translation>
    </message>
    <message>
        <source>The money was taken and Splynx has no payment: open Attention and let it be recorded.</source>
        <translation>Se cobró el dinero y Splynx no tiene ningún pago: abra Atención y haga que se registre.</translation>
    </message>
    <message>
        <source>The money went back and the payment is still in Splynx: remove it, so that the document is owed again.</source>
        <translation>El dinero volvió y el pago sigue en Splynx: quítelo, para que el documento vuelva a deberse.</translation>
    </message>
    <message>
        <source>The money went back before it was recorded: don't record it; tell support.</source>
        <translation>El dinero volvió antes de registrarse: no lo registre; avise a soporte.</translation>
    </message>
    <message>
        <source>The money went back to the customer and Splynx does not know it yet: enter it there as Attention says.</source>
        <translation>El dinero volvió al cliente y Splynx aún no lo sabe: anótelo allí como dice Atención.</translation>
    </message>
    <message>
        <source>The name {host} could not be found; check the internet connection and the address</source>
        <translation>No se encontró el nombre {host}; compruebe la conexión a internet y la dirección</translation>
    </message>
    <message>
        <source>The number we have for {method} is not accepted. Please save {another} in the customer portal.</source>
        <translation>No se acepta el número que tenemos de {method}. Guarde {another} en el portal de clientes, por favor.</translation>
    </message>
    <message>
        <source>The numbers we have for {method} are not valid. Please save it once more in the customer portal.</source>
        <translation>Los números que tenemos de {method} no son válidos. Guárdela de nuevo en el portal de clientes, por favor.</translation>
    </message>
    <message>
        <source>The payment from {method} could not be made because of a fault on our side. You need not do anything; we are taking care of it.</source>
        <translation>El pago con {method} no se pudo hacer por un fallo nuestro. No tiene que hacer nada; nos ocupamos de ello.</translation>
    </message>
    <message>
        <source>The payment from {method} could not be made because one of your bank's limits was reached. Please ask your bank, or use {another} in the customer portal.</source>
        <translation>El pago con {method} no se pudo hacer porque se alcanzó un límite de su banco. Pregunte a su banco o use {another} en el portal de clientes, por favor.</translation>
    </message>
    <message>
        <source>The payment from {method} could not be made because there was not enough money available. Please make sure there is, or use {another} in the customer portal.</source>
        <translation>El pago con {method} no se pudo hacer porque no había saldo suficiente. Compruebe que lo haya o use {another} en el portal de clientes, por favor.</translation>
    </message>
    <message>
        <source>The payment is there again.</source>
        <translation>El pago vuelve a estar ahí.</translation>
    </message>
    <message>
        <source>The payment was deleted in Splynx.</source>
        <translation>El pago se eliminó en Splynx.</translation>
    </message>
    <message>
        <source>The payment was not sent to Splynx.</source>
        <translation>El pago no se envió a Splynx.</translation>
    </message>
    <message>
        <source>The payment was recorded and is no longer in Splynx: find out who removed it, and why. If that was a mistake, enter it again under its receipt number; if the money went back, mark this as dealt with, and the document can be charged again.</source>
        <translation>El pago se registró y ya no está en Splynx: averigüe quién lo quitó y por qué. Si fue un error, vuelva a anotarlo con su número de recibo; si el dinero se devolvió, márquelo como tratado y el documento podrá cobrarse otra vez.</translation>
    </message>
    <message>
        <source>The period “{text}” ends before it begins.</source>
        <translation>El periodo «{text}» termina antes de empezar.</translation>
    </message>
    <message>
        <source>The person who acts for the account holder has died, or no longer may.</source>
        <translation>La persona que actúa por el titular de la cuenta ha fallecido, o ya no puede hacerlo.</translation>
    </message>
    <message>
        <source>The practice servers did not start. Check this computer's free memory and disk.</source>
        <translation>Los servidores de práctica no se iniciaron. Compruebe la memoria y el disco libres de este equipo.</translation>
    </message>
    <message>
        <source>The program asks IPpay what became of it. Don't charge it again.</source>
        <translation>El programa pregunta a IPpay qué fue de él. No lo vuelva a cobrar.</translation>
    </message>
    <message>
        <source>The program asks IPpay what became of it. Don't give the money back again.</source>
        <translation>El programa pregunta a IPpay qué fue de él. No reintegre el dinero otra vez.</translation>
    </message>
    <message>
        <source>The program ended while this charge was on its way.</source>
        <translation>El programa terminó mientras este cobro estaba en camino.</translation>
    </message>
    <message>
        <source>The program ended while this run was under way. Resume it.</source>
        <translation>El programa terminó mientras esta remesa estaba en curso. Reanúdela.</translation>
    </message>
    <message>
        <source>The program ended while this was on its way to IPpay.</source>
        <translation>El programa terminó mientras esto iba camino de IPpay.</translation>
    </message>
    <message>
        <source>The program failed over IPpay's answer; what became of the charge is being checked.</source>
        <translation>El programa falló con la respuesta de IPpay; se está comprobando qué fue del cobro.</translation>
    </message>
    <message>
        <source>The program failed over IPpay's answer; whether the money went back is being checked.</source>
        <translation>El programa falló con la respuesta de IPpay; se está comprobando si el dinero volvió.</translation>
    </message>
    <message>
        <source>The program is locked. Unlock it first; nothing was sent.</source>
        <translation>El programa está bloqueado. Desbloquéelo antes; no se envió nada.</translation>
    </message>
    <message>
        <source>The program reads back where the payment landed.</source>
        <translation>El programa vuelve a leer adónde fue el pago.</translation>
    </message>
    <message>
        <source>The program reads the payment in Splynx again, and deletes it if it is still there.</source>
        <translation>El programa vuelve a leer el pago en Splynx y lo elimina si sigue allí.</translation>
    </message>
    <message>
        <source>The program records the payment in Splynx.</source>
        <translation>El programa registra el pago en Splynx.</translation>
    </message>
    <message>
        <source>The program searches Splynx for the payment before posting it again.</source>
        <translation>El programa busca el pago en Splynx antes de volver a registrarlo.</translation>
    </message>
    <message>
        <source>The proxy on the way to {host} could not be reached or refused; check the system's proxy settings</source>
        <translation>El proxy hacia {host} no respondió o denegó el paso; revise los ajustes de proxy del sistema</translation>
    </message>
    <message>
        <source>The proxy set up on this computer cannot be used; only http and https proxies can. Check the system's proxy settings.</source>
        <translation>El proxy configurado en este equipo no se puede usar; solo sirven proxies http y https. Revise los ajustes de proxy del sistema.</translation>
    </message>
    <message>
        <source>The refund was accepted.</source>
        <translation>El reembolso se aceptó.</translation>
    </message>
    <message>
        <source>The refund was refused with code {action_code}{said}.</source>
        <translation>El reembolso se rechazó con el código {action_code}{said}.</translation>
    </message>
    <message>
        <source>The refund was refused with code {code}.</source>
        <translation>El reembolso se rechazó con el código {code}.</translation>
    </message>
    <message>
        <source>The request would have gone to another server than the configured one</source>
        <translation>La petición habría ido a otro servidor que el configurado</translation>
    </message>
    <message>
        <source>The review comes after at least one row.</source>
        <translation>La revisión llega después de una fila como mínimo.</translation>
    </message>
    <message>
        <source>The routing number belongs to no bank that takes debits.</source>
        <translation>El número de ruta no es de ningún banco que admita adeudos.</translation>
    </message>
    <message>
        <source>The routing number's check digit is wrong.</source>
        <translation>La cifra de control del número de ruta es incorrecta.</translation>
    </message>
    <message>
        <source>The run {run_id} has no row {position}.</source>
        <translation>La remesa {run_id} no tiene ninguna fila {position}.</translation>
    </message>
    <message>
        <source>The same order was charged the same amount before: look whether both were owed, and have one refunded if not.</source>
        <translation>Del mismo pedido ya se cobró antes el mismo importe: mire si se debían ambos y, si no, haga que se reembolse uno.</translation>
    </message>
    <message>
        <source>The saved bank account has an invalid routing number; have the customer save it again in the portal.</source>
        <translation>La cuenta bancaria guardada tiene un número de ruta no válido; haga que el cliente la guarde de nuevo en el portal.</translation>
    </message>
    <message>
        <source>The saved card has expired; have the customer save a new one in the portal.</source>
        <translation>La tarjeta guardada ha caducado; haga que el cliente guarde una nueva en el portal.</translation>
    </message>
    <message>
        <source>The saved card is good to {expiry} only; have the customer save a new one in the portal before the next charge.</source>
        <translation>La tarjeta guardada solo vale hasta {expiry}; haga que el cliente guarde una nueva en el portal antes del próximo cobro.</translation>
    </message>
    <message>
        <source>The saved method is incomplete; have the customer save it again in the portal.</source>
        <translation>El medio de pago guardado está incompleto; haga que el cliente lo guarde de nuevo en el portal.</translation>
    </message>
    <message>
        <source>The saved method is of another kind than the one charged.</source>
        <translation>El medio de pago guardado es de otro tipo que el cobrado.</translation>
    </message>
    <message>
        <source>The security code does not match; have the customer save a new card in the portal.</source>
        <translation>El código de seguridad no coincide; haga que el cliente guarde una tarjeta nueva en el portal.</translation>
    </message>
    <message>
        <source>The security details of {method} could not be confirmed. Please save it once more, or another one, in the customer portal.</source>
        <translation>No se pudieron confirmar los datos de seguridad de {method}. Guárdela de nuevo, o guarde otra, en el portal de clientes, por favor.</translation>
    </message>
    <message>
        <source>The server answered with a fault (HTTP {status})</source>
        <translation>El servidor respondió con un fallo (HTTP {status})</translation>
    </message>
    <message>
        <source>The server refused access (HTTP 403); ask IPpay whether it lists your address</source>
        <translation>El servidor denegó el acceso (HTTP 403); pregunte a IPpay si su dirección está en la lista</translation>
    </message>
    <message>
        <source>The server sent the request elsewhere, and the program did not follow</source>
        <translation>El servidor mandó la petición a otra parte, y el programa no la siguió</translation>
    </message>
    <message>
        <source>The server's address or a setting is not valid; check it</source>
        <translation>La dirección del servidor o un ajuste no es válido; revíselo</translation>
    </message>
    <message>
        <source>The slot for the card's token holds a card number; have the customer save the card again in the portal and clear that slot in Splynx.</source>
        <translation>El campo del token de la tarjeta contiene un número de tarjeta; haga que el cliente guarde la tarjeta de nuevo en el portal y vacíe ese campo en Splynx.</translation>
    </message>
    <message>
        <source>The team's ledger cannot be reached. Nothing can be charged without it: check the network and its server, then try again.</source>
        <translation>No se puede contactar con el libro del equipo. Sin él no se puede cobrar nada: revise la red y su servidor e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>The team's ledger cannot be used (code {code}). See its server's log.</source>
        <translation>No se puede usar el libro del equipo (código {code}). Mire el registro de su servidor.</translation>
    </message>
    <message>
        <source>The team's ledger charges {splynx_host} through {theirs} (gateway and terminals; {operator} at {station}, {at}), and this profile names {mine}. Write the same here. If this profile is right, whoever administers this station can make the others follow. Nothing was sent.</source>
        <translation>El libro del equipo cobra {splynx_host} por {theirs} (pasarela y terminales; {operator} en {station}, {at}), y este perfil indica {mine}. Escriba lo mismo aquí. Si este perfil es el correcto, quien administra este puesto puede hacer que los demás lo sigan. No se envió nada.</translation>
    </message>
    <message>
        <source>The team's ledger could not prove by its certificate who it is, so nothing was sent to it. Have its server offer TLS with a certificate for that name, and the profile name its authority's certificate.</source>
        <translation>El libro del equipo no pudo demostrar con su certificado quién es, así que no se le envió nada. Haga que su servidor ofrezca TLS con un certificado para ese nombre y que el perfil indique el certificado de su autoridad.</translation>
    </message>
    <message>
        <source>The team's ledger has no tables yet, and its user may make none. Have that user own the database, or have “GRANT CREATE, USAGE ON SCHEMA public” given to it.</source>
        <translation>El libro del equipo aún no tiene tablas, y su usuario no puede crearlas. Haga que ese usuario sea dueño de la base de datos, o que se le dé «GRANT CREATE, USAGE ON SCHEMA public».</translation>
    </message>
    <message>
        <source>The team's ledger is copied before it is changed, and an earlier copy is in the way: have the schema {name} renamed or dropped by whoever runs the server.</source>
        <translation>El libro del equipo se copia antes de cambiarlo, y una copia anterior estorba: pida a quien lleva el servidor que cambie de nombre o elimine el esquema {name}.</translation>
    </message>
    <message>
        <source>The team's ledger is damaged. Stop charging, and ask whoever runs its server to look at it.</source>
        <translation>El libro del equipo está dañado. Deje de cobrar y pida a quien lleva su servidor que lo mire.</translation>
    </message>
    <message>
        <source>The team's ledger is kept by a server that does not wait for its disk (fsync is off there): a power cut could lose charges. Nothing is charged with it; have that setting mended.</source>
        <translation>El libro del equipo está en un servidor que no espera a su disco (fsync está desactivado allí): un corte de luz podría perder cobros. No se cobra nada con él; haga que se corrija ese ajuste.</translation>
    </message>
    <message>
        <source>The team's ledger is open for reading only here.</source>
        <translation>El libro del equipo está abierto aquí solo para lectura.</translation>
    </message>
    <message>
        <source>The team's ledger refused the user or its password. Whoever administers this station must check its address and give the password again.</source>
        <translation>El libro del equipo no aceptó el usuario o su contraseña. Quien administra este puesto debe revisar su dirección y dar la contraseña de nuevo.</translation>
    </message>
    <message>
        <source>The team's ledger takes no more connections. Close unused copies of IPpay Desktop, or have its server's limit raised.</source>
        <translation>El libro del equipo no admite más conexiones. Cierre las copias de IPpay Desktop que no use, o haga que se suba el límite de su servidor.</translation>
    </message>
    <message>
        <source>The team's ledger was written by an older IPpay Desktop. It is copied before it is changed, and its user may not make that copy: have “GRANT CREATE ON DATABASE” given to it.</source>
        <translation>El libro del equipo lo escribió una versión más antigua de IPpay Desktop. Se copia antes de cambiarlo, y su usuario no puede hacer esa copia: haga que se le dé «GRANT CREATE ON DATABASE».</translation>
    </message>
    <message>
        <source>The terminal does not take this currency; ask IPpay.</source>
        <translation>El terminal no admite esta moneda; pregunte a IPpay.</translation>
    </message>
    <message>
        <source>The terminal is not set up for this kind of charge; ask IPpay.</source>
        <translation>El terminal no está configurado para este tipo de cobro; pregunte a IPpay.</translation>
    </message>
    <message>
        <source>The terminal lacks something in its set-up; ask IPpay.</source>
        <translation>Al terminal le falta algo en su configuración; pregunte a IPpay.</translation>
    </message>
    <message>
        <source>The transaction id is not 18 capitals and digits; tell support.</source>
        <translation>El id. de transacción no son 18 mayúsculas y cifras; avise a soporte.</translation>
    </message>
    <message>
        <source>The unclear answers that stop a run must be at least 1.</source>
        <translation>Las respuestas dudosas que paran una remesa deben ser al menos 1.</translation>
    </message>
    <message>
        <source>The user of the team's ledger may not do that in it. It must own its tables.</source>
        <translation>El usuario del libro del equipo no puede hacer eso en él. Debe ser dueño de sus tablas.</translation>
    </message>
    <message>
        <source>The wait for IPpay must be from 1 to 600 seconds.</source>
        <translation>La espera de IPpay debe ser de 1 a 600 segundos.</translation>
    </message>
    <message>
        <source>Then mark it done.</source>
        <translation>Después márquelo como hecho.</translation>
    </message>
    <message>
        <source>There is no charge {attempt_id} in the journal.</source>
        <translation>No hay ningún cobro {attempt_id} en el diario.</translation>
    </message>
    <message>
        <source>There is no folder {parent}. Make it, or choose another.</source>
        <translation>No hay ninguna carpeta {parent}. Créela o elija otra.</translation>
    </message>
    <message>
        <source>There is no profile yet. Connect Splynx and IPpay first.</source>
        <translation>Aún no hay ningún perfil. Conecte primero Splynx e IPpay.</translation>
    </message>
    <message>
        <source>There is no profile “{name}”. See the profiles in Settings.</source>
        <translation>No hay ningún perfil «{name}». Vea los perfiles en Ajustes.</translation>
    </message>
    <message>
        <source>There is no run {run_id} in the journal.</source>
        <translation>No hay ninguna remesa {run_id} en el diario.</translation>
    </message>
    <message>
        <source>There is no such account, or it belongs to another name.</source>
        <translation>No hay tal cuenta, o es de otro titular.</translation>
    </message>
    <message>
        <source>There is no void or refund {reversal_id} in the journal.</source>
        <translation>No hay ninguna anulación ni reembolso {reversal_id} en el diario.</translation>
    </message>
    <message>
        <source>There is nothing for a person to decide here.</source>
        <translation>Aquí no hay nada que deba decidir una persona.</translation>
    </message>
    <message>
        <source>There was not enough money on the account.</source>
        <translation>No había dinero suficiente en la cuenta.</translation>
    </message>
    <message>
        <source>This approval was used a moment ago. Nothing was sent.</source>
        <translation>Esta aprobación se usó hace un momento. No se envió nada.</translation>
    </message>
    <message>
        <source>This charge belongs to another profile. Choose that profile first.</source>
        <translation>Este cobro es de otro perfil. Elija antes ese perfil.</translation>
    </message>
    <message>
        <source>This charge is settled: {reason}</source>
        <translation>Este cobro está resuelto: {reason}</translation>
    </message>
    <message>
        <source>This computer offers no keyring to keep secrets in. On Linux, install and unlock GNOME Keyring or KWallet, then start the program again; on Windows and macOS the system's own is used.</source>
        <translation>Este equipo no ofrece ningún llavero donde guardar secretos. En Linux, instale y desbloquee GNOME Keyring o KWallet y reinicie el programa; en Windows y macOS se usa el del sistema.</translation>
    </message>
    <message>
        <source>This computer slept or stood still right before it was to send to {host}</source>
        <translation>Este equipo se suspendió o se detuvo justo antes de enviar a {host}</translation>
    </message>
    <message>
        <source>This computer's clock agrees with Splynx's.</source>
        <translation>El reloj de este equipo coincide con el de Splynx.</translation>
    </message>
    <message>
        <source>This computer's clock and Splynx's are {apart} seconds apart. Set it right.</source>
        <translation>El reloj de este equipo y el de Splynx difieren en {apart} segundos. Póngalo en hora.</translation>
    </message>
    <message>
        <source>This document has no direct-pay link.</source>
        <translation>Este documento no tiene enlace de pago directo.</translation>
    </message>
    <message>
        <source>This evidence file holds entries of another charge.</source>
        <translation>Este archivo de prueba contiene anotaciones de otro cobro.</translation>
    </message>
    <message>
        <source>This evidence file holds no entries.</source>
        <translation>Este archivo de prueba no contiene anotaciones.</translation>
    </message>
    <message>
        <source>This evidence file holds something that is no entry.</source>
        <translation>Este archivo de prueba contiene algo que no es una anotación.</translation>
    </message>
    <message>
        <source>This evidence file says something else than its own entries.</source>
        <translation>Este archivo de prueba dice otra cosa que sus propias anotaciones.</translation>
    </message>
    <message>
        <source>This evidence file was changed after it was made: its seal is broken.</source>
        <translation>Este archivo de prueba se modificó después de crearse: su sello está roto.</translation>
    </message>
    <message>
        <source>This evidence file was changed: it is not as the program writes it.</source>
        <translation>Este archivo de prueba fue modificado: no es como lo escribe el programa.</translation>
    </message>
    <message>
        <source>This is no evidence file of this program.</source>
        <translation>Este no es un archivo de prueba de este programa.</translation>
    </message>
    <message>
        <source>This is settled: {reason}</source>
        <translation>Esto está resuelto: {reason}</translation>
    </message>
    <message>
        <source>This journal belongs to another computer or another folder, where charges may go on that it does not know of. Nothing is charged with it here until whoever administers this station has looked into it and adopted it; it can be read.</source>
        <translation>Este diario es de otro equipo o de otra carpeta, donde puede haber cobros que no conoce. Aquí no se cobra nada con él hasta que quien administra este puesto lo haya examinado y adoptado; se puede leer.</translation>
    </message>
    <message>
        <source>This journal is older than the last one written here: it was restored from a backup, and does not know the charges made since. Nothing is charged with it until the newer one is back, or whoever administers this station has looked into this one and adopted it; it can be read.</source>
        <translation>Este diario es más antiguo que el último escrito aquí: se recuperó de una copia de seguridad y no conoce los cobros hechos desde entonces. No se cobra nada con él hasta que vuelva el más nuevo, o quien administra este puesto haya examinado y adoptado este; se puede leer.</translation>
    </message>
    <message>
        <source>This program charged it at another computer and Splynx has no payment: look there.</source>
        <translation>Este programa lo cobró en otro equipo y Splynx no tiene ningún pago: mire allí.</translation>
    </message>
    <message>
        <source>This program counts it as charged and IPpay's books don't have it: ask IPpay before anything is recorded or charged again.</source>
        <translation>Este programa lo cuenta como cobrado y los libros de IPpay no lo tienen: pregunte a IPpay antes de registrar o cobrar nada otra vez.</translation>
    </message>
    <message>
        <source>This run belongs to another profile. Choose that profile first.</source>
        <translation>Esta remesa es de otro perfil. Elija antes ese perfil.</translation>
    </message>
    <message>
        <source>This run is being carried out by {who} since {since}. Wait until it has ended there.</source>
        <translation>Esta remesa la lleva {who} desde {since}. Espere a que termine allí.</translation>
    </message>
    <message>
        <source>This run is {state} already.</source>
        <translation>Esta remesa ya está {state}.</translation>
    </message>
    <message>
        <source>This run is {state}. Resume or cancel it before a retry.</source>
        <translation>Esta remesa está {state}. Reanúdela o cancélela antes de un reintento.</translation>
    </message>
    <message>
        <source>This run is {state}; it cannot go on. Plan a new one.</source>
        <translation>Esta remesa está {state}; no puede continuar. Planifique una nueva.</translation>
    </message>
    <message>
        <source>This run would be under way around 23:59 in Splynx, when its own automatic charges start. Start it after midnight.</source>
        <translation>Esta remesa estaría en curso hacia las 23:59 en Splynx, cuando empiezan sus propios cobros automáticos. Iníciela después de medianoche.</translation>
    </message>
    <message>
        <source>This station was not heard of for too long, and {who} has taken over. Nothing more is done here; see there what became of it.</source>
        <translation>No se supo de este puesto durante demasiado tiempo, y {who} lo ha relevado. Aquí no se hace nada más; vea allí qué fue de ello.</translation>
    </message>
    <message>
        <source>This station's role is “{role}”, which may not {nouns}. Ask whoever administers it; nothing was sent.</source>
        <translation>La función de este puesto es «{role}», que no permite {nouns}. Pregunte a quien lo administra; no se envió nada.</translation>
    </message>
    <message>
        <source>This very plan is run {run_id} already, which is {state}. Resume or cancel that one.</source>
        <translation>Este mismo plan ya es la remesa {run_id}, que está {state}. Reanude o cancele esa.</translation>
    </message>
    <message>
        <source>This was made with profile “{name}”, which has another gateway. Choose that profile first.</source>
        <translation>Esto se hizo con el perfil «{name}», que tiene otra pasarela. Elija antes ese perfil.</translation>
    </message>
    <message>
        <source>Too many unclear answers in a row. See Attention, then resume.</source>
        <translation>Demasiadas respuestas dudosas seguidas. Vea Atención y reanude.</translation>
    </message>
    <message>
        <source>Too many wrong PINs. Try again in {left_s} s.</source>
        <translation>Demasiados PIN incorrectos. Inténtelo de nuevo dentro de {left_s} s.</translation>
    </message>
    <message>
        <source>Two fields name the same slot of the payment account.</source>
        <translation>Dos campos indican el mismo lugar de la cuenta de pago.</translation>
    </message>
    <message>
        <source>Until its charges can be read, profile “{name}” stays as it is. If that ledger is gone for good or never held a charge, whoever administers this station can give it up.</source>
        <translation>Mientras no se puedan leer sus cobros, el perfil «{name}» queda como está. Si ese libro se ha perdido para siempre o nunca tuvo un cobro, quien administra este puesto puede renunciar a él.</translation>
    </message>
    <message>
        <source>Until {last} the bank may still return the debit as not authorized.</source>
        <translation>Hasta el {last} el banco aún puede devolver el adeudo por no autorizado.</translation>
    </message>
    <message>
        <source>Void: {reason}</source>
        <translation>Anulación: {reason}</translation>
    </message>
    <message>
        <source>Voided</source>
        <translation>Anulado</translation>
    </message>
    <message>
        <source>Voided; the answer was lost, and IPpay confirmed it when asked.</source>
        <translation>Anulado; la respuesta se perdió e IPpay lo confirmó al preguntarle.</translation>
    </message>
    <message>
        <source>Wait until tomorrow, or have it raised by whoever administers this station.</source>
        <translation>Espere hasta mañana, o pida a quien administra este puesto que lo suba.</translation>
    </message>
    <message>
        <source>We are still checking what became of the payment from {method}. Please don't pay it another way before you hear from us.</source>
        <translation>Todavía estamos comprobando qué fue del pago con {method}. No lo pague de otra forma antes de que le avisemos, por favor.</translation>
    </message>
    <message>
        <source>What the keyring holds about the PIN cannot be read. Remove it there by hand, then set it.</source>
        <translation>No se puede leer lo que el llavero guarda sobre el PIN. Quítelo allí a mano y ponga uno nuevo.</translation>
    </message>
    <message>
        <source>What the keyring holds about this station's role cannot be read, so nothing that needs a role is done. Whoever administers the station must set it again.</source>
        <translation>No se puede leer lo que el llavero guarda sobre la función de este puesto, así que no se hace nada que la necesite. Quien administra el puesto debe ponerla de nuevo.</translation>
    </message>
    <message>
        <source>Whoever holds such a link can pay from the customer's saved method without logging in. Send it only to the customer.</source>
        <translation>Quien tenga un enlace así puede pagar con el medio de pago guardado del cliente sin iniciar sesión. Envíelo solo al cliente.</translation>
    </message>
    <message>
        <source>Write it like postgresql+psycopg://user@host/database.</source>
        <translation>Escríbalo como postgresql+psycopg://user@host/database.</translation>
    </message>
    <message>
        <source>You asked for it yourself; somebody else has to approve it.</source>
        <translation>Lo pidió usted; debe aprobarlo otra persona.</translation>
    </message>
    <message>
        <source>You may not write in {parent}. Choose another folder.</source>
        <translation>No puede escribir en {parent}. Elija otra carpeta.</translation>
    </message>
    <message>
        <source>Your bank asks you to call it before it allows the payment from {method}. Please call the number your bank gave you, and then let us know.</source>
        <translation>Su banco le pide que lo llame antes de permitir el pago con {method}. Llame al número que le dio su banco y avísenos después, por favor.</translation>
    </message>
    <message>
        <source>Your bank could not process the payment from {method} just now. You need not do anything; we will try again.</source>
        <translation>Su banco no pudo tramitar el pago con {method} en este momento. No tiene que hacer nada; lo intentaremos de nuevo.</translation>
    </message>
    <message>
        <source>Your bank declined the payment from {method} without giving us a reason. Please ask your bank, or use {another} in the customer portal.</source>
        <translation>Su banco rechazó el pago con {method} sin darnos un motivo. Pregunte a su banco o use {another} en el portal de clientes, por favor.</translation>
    </message>
    <message>
        <source>Your bank has issued you a new card in place of {method}. Please save the new one in the customer portal.</source>
        <translation>Su banco le ha emitido una tarjeta nueva en lugar de {method}. Guarde la nueva en el portal de clientes, por favor.</translation>
    </message>
    <message>
        <source>Your bank tells us that payments from {method} are no longer possible. Please save {another} in the customer portal.</source>
        <translation>Su banco nos dice que ya no se pueden hacer pagos con {method}. Guarde {another} en el portal de clientes, por favor.</translation>
    </message>
    <message>
        <source>a currency code such as USD</source>
        <translation>un código de moneda como USD</translation>
    </message>
    <message>
        <source>a debit that belongs to no invoice</source>
        <translation>un cargo que no es de ninguna factura</translation>
    </message>
    <message>
        <source>a list of numbers of seconds</source>
        <translation>una lista de números de segundos</translation>
    </message>
    <message>
        <source>a number of seconds</source>
        <translation>un número de segundos</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>un número entero</translation>
    </message>
    <message>
        <source>administer</source>
        <translation>administrar</translation>
    </message>
    <message>
        <source>an address</source>
        <translation>una dirección</translation>
    </message>
    <message>
        <source>an amount such as 500.00 USD</source>
        <translation>un importe como 500.00 USD</translation>
    </message>
    <message>
        <source>and {more} more</source>
        <translation>y {more} más</translation>
    </message>
    <message>
        <source>another bank account</source>
        <translation>otra cuenta bancaria</translation>
    </message>
    <message>
        <source>another card</source>
        <translation>otra tarjeta</translation>
    </message>
    <message>
        <source>another one</source>
        <translation>otro puesto</translation>
    </message>
    <message>
        <source>another page</source>
        <translation>otra página</translation>
    </message>
    <message>
        <source>approved</source>
        <translation>aprobado</translation>
    </message>
    <message>
        <source>bank</source>
        <translation>banco</translation>
    </message>
    <message>
        <source>bank debit</source>
        <translation>adeudo bancario</translation>
    </message>
    <message>
        <source>cannot have been written like this</source>
        <translation>no puede haberse escrito así</translation>
    </message>
    <message>
        <source>card</source>
        <translation>tarjeta</translation>
    </message>
    <message>
        <source>change profiles or this station's settings</source>
        <translation>cambiar perfiles ni los ajustes de este puesto</translation>
    </message>
    <message>
        <source>charge</source>
        <translation>cobrar</translation>
    </message>
    <message>
        <source>charge a customer</source>
        <translation>cobrar a un cliente</translation>
    </message>
    <message>
        <source>charge a period</source>
        <translation>cobrar un periodo</translation>
    </message>
    <message>
        <source>charge {rows} documents in one run</source>
        <translation>cobrar {rows} documentos en una remesa</translation>
    </message>
    <message>
        <source>charge-one</source>
        <translation>cobrar a uno</translation>
    </message>
    <message>
        <source>charge-runs</source>
        <translation>cobrar remesas</translation>
    </message>
    <message>
        <source>customer {customer_id}</source>
        <translation>cliente {customer_id}</translation>
    </message>
    <message>
        <source>decide what became of money</source>
        <translation>decidir qué fue del dinero</translation>
    </message>
    <message>
        <source>declined</source>
        <translation>rechazado</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>eliminado</translation>
    </message>
    <message>
        <source>does not follow from the entry before it</source>
        <translation>no se sigue de la anotación anterior</translation>
    </message>
    <message>
        <source>does not say whether it is empty</source>
        <translation>no dice si está vacío</translation>
    </message>
    <message>
        <source>entered in Splynx</source>
        <translation>anotado en Splynx</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>terminada</translation>
    </message>
    <message>
        <source>follows a gap: entry {sequence} is missing</source>
        <translation>sigue a un hueco: falta la anotación {sequence}</translation>
    </message>
    <message>
        <source>give back</source>
        <translation>reintegrar</translation>
    </message>
    <message>
        <source>has a case without a number</source>
        <translation>tiene un caso sin número</translation>
    </message>
    <message>
        <source>has a row that contradicts itself</source>
        <translation>tiene una fila que se contradice</translation>
    </message>
    <message>
        <source>has a row without IPpay's own number</source>
        <translation>tiene una fila sin el número propio de IPpay</translation>
    </message>
    <message>
        <source>has a row without a date</source>
        <translation>tiene una fila sin fecha</translation>
    </message>
    <message>
        <source>has a time that is not readable</source>
        <translation>tiene una hora que no se puede leer</translation>
    </message>
    <message>
        <source>has an amount that is not readable</source>
        <translation>tiene un importe que no se puede leer</translation>
    </message>
    <message>
        <source>has no list of transactions</source>
        <translation>no tiene lista de transacciones</translation>
    </message>
    <message>
        <source>have the customer call the bank</source>
        <translation>haga que el cliente llame al banco</translation>
    </message>
    <message>
        <source>have the customer save a new card in the portal</source>
        <translation>haga que el cliente guarde una tarjeta nueva en el portal</translation>
    </message>
    <message>
        <source>holds another note than it is filed under</source>
        <translation>contiene otra nota que la de su archivo</translation>
    </message>
    <message>
        <source>invoice</source>
        <translation>factura</translation>
    </message>
    <message>
        <source>invoice {invoice_id}</source>
        <translation>la factura {invoice_id}</translation>
    </message>
    <message>
        <source>invoice {invoice_id}, which is no longer there</source>
        <translation>la factura {invoice_id}, que ya no está</translation>
    </message>
    <message>
        <source>invoice {number}</source>
        <translation>la factura {number}</translation>
    </message>
    <message>
        <source>is about another time than asked</source>
        <translation>es de otras fechas que las pedidas</translation>
    </message>
    <message>
        <source>is about something else than asked</source>
        <translation>trata de otra cosa que la pedida</translation>
    </message>
    <message>
        <source>is not one</source>
        <translation>no es un informe</translation>
    </message>
    <message>
        <source>is not readable</source>
        <translation>no se puede leer</translation>
    </message>
    <message>
        <source>is not whole</source>
        <translation>no está completo</translation>
    </message>
    <message>
        <source>is our own request sent back</source>
        <translation>es nuestra propia petición devuelta</translation>
    </message>
    <message>
        <source>it may have been carried out all the same, so don't repeat it before that is known.</source>
        <translation>puede haberse hecho a pesar de todo, así que no lo repita antes de saberlo.</translation>
    </message>
    <message>
        <source>its payment, if any,</source>
        <translation>su pago, si lo hay,</translation>
    </message>
    <message>
        <source>never with this bank account</source>
        <translation>nunca con esta cuenta bancaria</translation>
    </message>
    <message>
        <source>never with this card</source>
        <translation>nunca con esta tarjeta</translation>
    </message>
    <message>
        <source>never-sent</source>
        <translation>nunca enviado</translation>
    </message>
    <message>
        <source>not_paid</source>
        <translation>sin pagar</translation>
    </message>
    <message>
        <source>nothing was begun</source>
        <translation>no se empezó nada</translation>
    </message>
    <message>
        <source>of the day</source>
        <translation>del día</translation>
    </message>
    <message>
        <source>of this run</source>
        <translation>de esta remesa</translation>
    </message>
    <message>
        <source>once more</source>
        <translation>una vez más</translation>
    </message>
    <message>
        <source>one of {words}</source>
        <translation>uno de {words}</translation>
    </message>
    <message>
        <source>other</source>
        <translation>otro</translation>
    </message>
    <message>
        <source>paid</source>
        <translation>pagado</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pausa</translation>
    </message>
    <message>
        <source>payment {payment_id}</source>
        <translation>el pago {payment_id}</translation>
    </message>
    <message>
        <source>payment {payment_id} (receipt {charge_transaction_id})</source>
        <translation>el pago {payment_id} (recibo {charge_transaction_id})</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>en trámite</translation>
    </message>
    <message>
        <source>planned</source>
        <translation>planificada</translation>
    </message>
    <message>
        <source>process {process}</source>
        <translation>proceso {process}</translation>
    </message>
    <message>
        <source>proforma</source>
        <translation>proforma</translation>
    </message>
    <message>
        <source>proforma invoice</source>
        <translation>factura proforma</translation>
    </message>
    <message>
        <source>read-only</source>
        <translation>solo lectura</translation>
    </message>
    <message>
        <source>refill</source>
        <translation>recarga</translation>
    </message>
    <message>
        <source>refund</source>
        <translation>reembolso</translation>
    </message>
    <message>
        <source>refund to the bank account</source>
        <translation>reembolso a la cuenta bancaria</translation>
    </message>
    <message>
        <source>retry of run {run_id}</source>
        <translation>reintento de la remesa {run_id}</translation>
    </message>
    <message>
        <source>reverses another charge than it is filed under</source>
        <translation>devuelve otro cobro que el de su archivo</translation>
    </message>
    <message>
        <source>running</source>
        <translation>en curso</translation>
    </message>
    <message>
        <source>settle charges or record them</source>
        <translation>aclarar ni registrar cobros</translation>
    </message>
    <message>
        <source>since {since}</source>
        <translation>desde {since}</translation>
    </message>
    <message>
        <source>slots such as card_token=1,card_name=2</source>
        <translation>campos como card_token=1,card_name=2</translation>
    </message>
    <message>
        <source>speaks of another charge than it is filed under</source>
        <translation>habla de otro cobro que el de su archivo</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>detenida</translation>
    </message>
    <message>
        <source>tells the same transaction in two ways</source>
        <translation>cuenta la misma transacción de dos maneras</translation>
    </message>
    <message>
        <source>try again later.</source>
        <translation>inténtelo más tarde.</translation>
    </message>
    <message>
        <source>twice more</source>
        <translation>dos veces más</translation>
    </message>
    <message>
        <source>void</source>
        <translation>anulación</translation>
    </message>
    <message>
        <source>was changed after it was written</source>
        <translation>se modificó después de escribirse</translation>
    </message>
    <message>
        <source>what became of the charge is being checked.</source>
        <translation>se está comprobando qué fue del cobro.</translation>
    </message>
    <message>
        <source>whether the money went back is being checked.</source>
        <translation>se está comprobando si el dinero volvió.</translation>
    </message>
    <message>
        <source>your bank account</source>
        <translation>su cuenta bancaria</translation>
    </message>
    <message>
        <source>your card</source>
        <translation>su tarjeta</translation>
    </message>
    <message>
        <source>{amount} (payment {id})</source>
        <translation>{amount} (pago {id})</translation>
    </message>
    <message>
        <source>{amount} is above {limit}, which needs a second person. A colleague was asked and finds it under Attention; then try again. Nothing was sent.</source>
        <translation>{amount} supera {limit}, y para eso hace falta una segunda persona. Se ha pedido a un compañero, que lo encuentra en Atención; después inténtelo de nuevo. No se envió nada.</translation>
    </message>
    <message>
        <source>{amount} is more than one charge may be with this profile ({limit}). Nothing was sent.</source>
        <translation>{amount} es más de lo que puede ser un cobro con este perfil ({limit}). No se envió nada.</translation>
    </message>
    <message>
        <source>{amount} is more than the {due} due on {named}.</source>
        <translation>{amount} es más que los {due} pendientes de {named}.</translation>
    </message>
    <message>
        <source>{amount} went on {debt}</source>
        <translation>{amount} fueron a {debt}</translation>
    </message>
    <message>
        <source>{answer}; what became of the charge is being checked.</source>
        <translation>{answer}; se está comprobando qué fue del cobro.</translation>
    </message>
    <message>
        <source>{answer}; whether the money went back is being checked.</source>
        <translation>{answer}; se está comprobando si el dinero volvió.</translation>
    </message>
    <message>
        <source>{approved_by} approved it.</source>
        <translation>{approved_by} lo aprobó.</translation>
    </message>
    <message>
        <source>{approved_by} has approved it already.</source>
        <translation>{approved_by} ya lo aprobó.</translation>
    </message>
    <message>
        <source>{asked_by} asks to {words}: {amount} {currency}, more than one person may.</source>
        <translation>{asked_by} pide {words}: {amount} {currency}, más de lo que puede una sola persona.</translation>
    </message>
    <message>
        <source>{asked_by} does it now: nothing was sent yet.</source>
        <translation>{asked_by} lo hace ahora: aún no se envió nada.</translation>
    </message>
    <message>
        <source>{done_words}: {amount} went back to the customer.</source>
        <translation>{done_words}: {amount} volvieron al cliente.</translation>
    </message>
    <message>
        <source>{doubt}; what became of the charge is being checked.</source>
        <translation>{doubt}; se está comprobando qué fue del cobro.</translation>
    </message>
    <message>
        <source>{doubt}; whether the money went back is being checked.</source>
        <translation>{doubt}; se está comprobando si el dinero volvió.</translation>
    </message>
    <message>
        <source>{error}; IPpay answers only internet addresses on its allow-list, so ask IPpay whether yours is.</source>
        <translation>{error}; IPpay solo responde a las direcciones de internet de su lista de permitidas, así que pregunte a IPpay si está la suya.</translation>
    </message>
    <message>
        <source>{error}; try again later.</source>
        <translation>{error}; inténtelo más tarde.</translation>
    </message>
    <message>
        <source>{error}; whether the money went back is being checked.</source>
        <translation>{error}; se está comprobando si el dinero volvió.</translation>
    </message>
    <message>
        <source>{folder} cannot be changed: {strerror}.</source>
        <translation>No se puede modificar {folder}: {strerror}.</translation>
    </message>
    <message>
        <source>{folder} cannot be written: {strerror}.</source>
        <translation>{folder} no se puede escribir: {strerror}.</translation>
    </message>
    <message>
        <source>{host} and this computer could not agree on a secure connection; check the address and the network</source>
        <translation>{host} y este equipo no lograron acordar una conexión segura; revise la dirección y la red</translation>
    </message>
    <message>
        <source>{host} answered with more data than this program accepts</source>
        <translation>{host} respondió con más datos de los que admite este programa</translation>
    </message>
    <message>
        <source>{host} answered with something that is not readable</source>
        <translation>{host} respondió con algo que no se puede leer</translation>
    </message>
    <message>
        <source>{host} broke off before its answer was complete</source>
        <translation>{host} se interrumpió antes de completar su respuesta</translation>
    </message>
    <message>
        <source>{host} could not be reached; check the internet connection and the address</source>
        <translation>No se pudo contactar con {host}; compruebe la conexión a internet y la dirección</translation>
    </message>
    <message>
        <source>{host} did not accept a connection within {connect_s} s; check the internet connection and the address</source>
        <translation>{host} no aceptó una conexión en {connect_s} s; compruebe la conexión a internet y la dirección</translation>
    </message>
    <message>
        <source>{host} gave no answer that can be used</source>
        <translation>{host} no dio ninguna respuesta que se pueda usar</translation>
    </message>
    <message>
        <source>{host} gave no complete answer within {read_s} s</source>
        <translation>{host} no dio una respuesta completa en {read_s} s</translation>
    </message>
    <message>
        <source>{host} is another computer, and plain http never leaves this one; the address must be https</source>
        <translation>{host} es otro equipo, y el http sin cifrar nunca sale de este; la dirección debe ser https</translation>
    </message>
    <message>
        <source>{host} refused the connection; check the address, or try later</source>
        <translation>{host} no aceptó la conexión; revise la dirección o inténtelo más tarde</translation>
    </message>
    <message>
        <source>{host} showed a certificate that this computer does not trust; check the address, this computer's date and the certificate file</source>
        <translation>{host} mostró un certificado en el que este equipo no confía; revise la dirección, la fecha de este equipo y el archivo de certificados</translation>
    </message>
    <message>
        <source>{method} ending in {last4}</source>
        <translation>{method} terminada en {last4}</translation>
    </message>
    <message>
        <source>{named} cannot be charged any more.</source>
        <translation>{named} ya no se puede cobrar.</translation>
    </message>
    <message>
        <source>{named} cannot be charged.</source>
        <translation>{named} no se puede cobrar.</translation>
    </message>
    <message>
        <source>{named} changed meanwhile: {due} is due now, not {due2}. Look at it again.</source>
        <translation>{named} ha cambiado entretanto: ahora están pendientes {due}, no {due2}. Mírelo otra vez.</translation>
    </message>
    <message>
        <source>{named} is no longer in Splynx.</source>
        <translation>{named} ya no está en Splynx.</translation>
    </message>
    <message>
        <source>{named} was charged on {created_at}, and the payment is no longer in Splynx.</source>
        <translation>{named} se cobró el {created_at}, y el pago ya no está en Splynx.</translation>
    </message>
    <message>
        <source>{name} could not be written ({strerror}). Nothing was changed; check the disk's free space.</source>
        <translation>No se pudo escribir {name} ({strerror}). No se cambió nada; compruebe el espacio libre del disco.</translation>
    </message>
    <message>
        <source>{name} is field {slot} “{label}”</source>
        <translation>{name} es el campo {slot} «{label}»</translation>
    </message>
    <message>
        <source>{name} is too large for an evidence file.</source>
        <translation>{name} es demasiado grande para un archivo de prueba.</translation>
    </message>
    <message>
        <source>{name} {expected} is missing, though logged. Stop charging, keep the data folder as it is, and compare it with a backup.</source>
        <translation>Falta {name} {expected}, aunque está anotado. Deje de cobrar, conserve la carpeta de datos como está y compárela con una copia de seguridad.</translation>
    </message>
    <message>
        <source>{name} {key} is not what the journal's log says. Stop charging, keep the data folder as it is, and compare it with a backup.</source>
        <translation>{name} {key} no es lo que dicen las anotaciones del diario. Deje de cobrar, conserve la carpeta de datos como está y compárela con una copia de seguridad.</translation>
    </message>
    <message>
        <source>{netloc} must be reached by https: secrets travel to it.</source>
        <translation>{netloc} debe usarse por https: por ahí viajan secretos.</translation>
    </message>
    <message>
        <source>{operator} at {station}</source>
        <translation>{operator} en {station}</translation>
    </message>
    <message>
        <source>{operator} decided “{decision}”: {reason}</source>
        <translation>{operator} decidió «{decision}»: {reason}</translation>
    </message>
    <message>
        <source>{operator} decided “{said}”: {reason}</source>
        <translation>{operator} decidió «{said}»: {reason}</translation>
    </message>
    <message>
        <source>{path} cannot be read ({error}). Mend it, or move the file aside and set the profiles up again.</source>
        <translation>{path} no se puede leer ({error}). Corríjalo, o aparte el archivo y configure los perfiles de nuevo.</translation>
    </message>
    <message>
        <source>{path} cannot be read.</source>
        <translation>{path} no se puede leer.</translation>
    </message>
    <message>
        <source>{path} cannot be removed: {strerror}. Close other copies of IPpay Desktop and try again.</source>
        <translation>{path} no se puede quitar: {strerror}. Cierre otras copias de IPpay Desktop e inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>{path} cannot be written ({strerror}); it was left as it was. Check the disk's free space and that this user may write there.</source>
        <translation>{path} no se puede escribir ({strerror}); quedó como estaba. Compruebe el espacio libre del disco y que este usuario puede escribir ahí.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {strerror}.</source>
        <translation>{path} no se puede escribir: {strerror}.</translation>
    </message>
    <message>
        <source>{path} cannot be written: {strerror}. Check that this user may write to the data folder.</source>
        <translation>{path} no se puede escribir: {strerror}. Compruebe que este usuario puede escribir en la carpeta de datos.</translation>
    </message>
    <message>
        <source>{path} is not valid JSON (line {lineno}). Mend it, or move the file aside and set the profiles up again.</source>
        <translation>{path} no es JSON válido (línea {lineno}). Corríjalo, o aparte el archivo y configure los perfiles de nuevo.</translation>
    </message>
    <message>
        <source>{refunded} of it was refunded already, so it cannot be voided. Refund the remaining {left} instead.</source>
        <translation>Ya se reembolsaron {refunded} de él, así que no se puede anular. Reembolse en su lugar los {left} restantes.</translation>
    </message>
    <message>
        <source>{sentence}; nothing was sent.</source>
        <translation>{sentence}; no se envió nada.</translation>
    </message>
    <message>
        <source>{target} is no file that could be replaced. Choose another name.</source>
        <translation>{target} no es un archivo que se pueda sustituir. Elija otro nombre.</translation>
    </message>
    <message>
        <source>{target} may be a file of the program's own. Choose another name.</source>
        <translation>{target} puede ser un archivo del propio programa. Elija otro nombre.</translation>
    </message>
    <message>
        <source>{trace} cannot be deleted: {strerror}.</source>
        <translation>{trace} no se puede eliminar: {strerror}.</translation>
    </message>
    <message>
        <source>{unallocated} is on the customer's balance</source>
        <translation>{unallocated} están en el saldo del cliente</translation>
    </message>
    <message>
        <source>{weekday} {day} {month} {year}, {time}</source>
        <translation>{weekday} {day} de {month} de {year}, {time}</translation>
    </message>
    <message>
        <source>{weekday} {day} {month}, {time}</source>
        <translation>{weekday} {day} de {month}, {time}</translation>
    </message>
    <message>
        <source>{where} cannot be read, so it is not known which keyring it asks for. Mend it or take it away.</source>
        <translation>{where} no se puede leer, así que no se sabe qué llavero pide. Corríjalo o quítelo.</translation>
    </message>
    <message>
        <source>{where} names a keyring ({name}) that this program does not trust with secrets, so none was entrusted to it. Take that setting away. Only the operating system's own keyring is used.</source>
        <translation>{where} indica un llavero ({name}) al que este programa no confía secretos, así que no se le confió ninguno. Quite ese ajuste. Solo se usa el llavero del propio sistema operativo.</translation>
    </message>
    <message>
        <source>{where}profile “{get}”:</source>
        <translation>{where}perfil «{get}»:</translation>
    </message>
    <message>
        <source>{where}there is no list of “profiles”. Mend it, or move the file aside and set the profiles up again.</source>
        <translation>{where}no hay ninguna lista de «profiles». Corríjalo, o aparte el archivo y configure los perfiles de nuevo.</translation>
    </message>
    <message>
        <source>{where}two profiles have the “name” {name}. Mend it, or move the file aside and set the profiles up again.</source>
        <translation>{where}dos perfiles tienen el «name» {name}. Corríjalo, o aparte el archivo y configure los perfiles de nuevo.</translation>
    </message>
    <message>
        <source>{where}“format” is {get}, which this version does not know. Install the version that wrote it.</source>
        <translation>{where}«format» es {get}, que esta versión no conoce. Instale la versión que lo escribió.</translation>
    </message>
    <message>
        <source>{where}“policy” must hold settings. Mend it, or move the file aside and set the profiles up again.</source>
        <translation>{where}«policy» debe contener ajustes. Corríjalo, o aparte el archivo y configure los perfiles de nuevo.</translation>
    </message>
    <message>
        <source>{where}“profiles” holds something that is no profile. Mend it, or move the file aside and set the profiles up again.</source>
        <translation>{where}«profiles» contiene algo que no es un perfil. Corríjalo, o aparte el archivo y configure los perfiles de nuevo.</translation>
    </message>
    <message>
        <source>{where}“{key}” is not a setting. Mend it, or move the file aside and set the profiles up again.</source>
        <translation>{where}«{key}» no es un ajuste. Corríjalo, o aparte el archivo y configure los perfiles de nuevo.</translation>
    </message>
    <message>
        <source>{where}“{name}” is missing. Mend it, or move the file aside and set the profiles up again.</source>
        <translation>{where}falta «{name}». Corríjalo, o aparte el archivo y configure los perfiles de nuevo.</translation>
    </message>
    <message>
        <source>{where}“{name}” is wrong: {error} Mend it, or move the file aside and set the profiles up again.</source>
        <translation>{where}«{name}» no es correcto: {error} Corríjalo, o aparte el archivo y configure los perfiles de nuevo.</translation>
    </message>
    <message>
        <source>{where}“{name}” must be {words}. Mend it, or move the file aside and set the profiles up again.</source>
        <translation>{where}«{name}» debe ser {words}. Corríjalo, o aparte el archivo y configure los perfiles de nuevo.</translation>
    </message>
    <message>
        <source>{who} is at work on this charge just now. Try again.</source>
        <translation>{who} está trabajando en este cobro ahora mismo. Inténtelo de nuevo.</translation>
    </message>
    <message>
        <source>{words}, or null</source>
        <translation>{words}, o null</translation>
    </message>
    <message>
        <source>{words}. Payment {payment_id} was deleted in Splynx.</source>
        <translation>{words}. El pago {payment_id} se eliminó en Splynx.</translation>
    </message>
    <message>
        <source>{words}: our journal {claimed}, IPpay {charged}, Splynx {recorded}.</source>
        <translation>{words}: nuestro diario {claimed}, IPpay {charged}, Splynx {recorded}.</translation>
    </message>
    <message>
        <source>“{currency}” is not a currency code such as USD.</source>
        <translation>«{currency}» no es un código de moneda como USD.</translation>
    </message>
    <message>
        <source>“{name}” is not a field. Fields are {values}.</source>
        <translation>«{name}» no es un campo. Los campos son {values}.</translation>
    </message>
    <message>
        <source>“{name}” is not a secret this program keeps. Secrets are {secret_names}.</source>
        <translation>«{name}» no es un secreto que guarde este programa. Los secretos son {secret_names}.</translation>
    </message>
    <message>
        <source>“{name}” is switched off in Splynx.</source>
        <translation>«{name}» está desactivado en Splynx.</translation>
    </message>
    <message>
        <source>“{name}” must not contain a password; passwords go to the keyring.</source>
        <translation>«{name}» no debe contener una contraseña; las contraseñas van al llavero.</translation>
    </message>
    <message>
        <source>“{part}” must name a slot from 1 to 10.</source>
        <translation>«{part}» debe indicar un lugar del 1 al 10.</translation>
    </message>
    <message>
        <source>“{quoted}”</source>
        <translation>«{quoted}»</translation>
    </message>
    <message>
        <source>“{shown}” is not an address. Write https://host.</source>
        <translation>«{shown}» no es una dirección. Escriba https://host.</translation>
    </message>
    <message>
        <source>“{text}” is finer than {currency} allows. Use at most {digits} decimals.</source>
        <translation>«{text}» es más fino de lo que permite {currency}. Use como máximo {digits} decimales.</translation>
    </message>
    <message>
        <source>“{text}” is not a comparison. Write it like '&gt;10'.</source>
        <translation>«{text}» no es una comparación. Escríbala como '&gt;10'.</translation>
    </message>
    <message>
        <source>“{text}” is not a period. Write it like 2026-11-01..2026-11-30.</source>
        <translation>«{text}» no es un periodo. Escríbalo como 2026-11-01..2026-11-30.</translation>
    </message>
    <message>
        <source>“{text}” is not an amount. Write it like 64.50.</source>
        <translation>«{text}» no es un importe. Escríbalo como 64.50.</translation>
    </message>
</context>
</TS>
